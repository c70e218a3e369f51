import { parseArn } from '../model/arn.ts'
import { objectOf, textOf } from './answers.ts'
import type { FactKind } from './fact-kind.ts'
import { nonsense } from './inquiry.ts'
import { askTopic, isForeign, keyOfTopic, topicQuestion } from './topic.ts'

const none = { key: '', exists: false, isForeign: false, isManagedByAws: false, state: '' }

export const topicKey: FactKind<'topicKey', { topic: string }> = {
  name: 'topicKey',
  permissions: ['sns:GetTopicAttributes', 'kms:DescribeKey'],
  isGlobal: true,
  question(asking) {
    const topic = topicQuestion(asking)
    return topic && { topic: topic.arn }
  },
  async ask({ topic }, inquiry) {
    if (isForeign(topic, inquiry)) return none
    const key = keyOfTopic(await askTopic(topic, inquiry))
    if (key === '') return none
    if (/(?:^|:)alias\/aws\//.test(key)) return { ...none, key, exists: true, isManagedByAws: true }
    const owner = parseArn(key)?.account
    if (owner !== undefined && owner !== inquiry.account) return { ...none, key, exists: true, isForeign: true }
    const home = inquiry.inRegion(parseArn(topic)?.region ?? inquiry.region)
    const about = owner === undefined ? `${key} in ${home.region} of account ${home.account}` : key
    const answer = await home.ask('kms:DescribeKey', { KeyId: key }, about)
    if (!answer) return { ...none, key }
    const { KeyState, KeyManager, AWSAccountId } = objectOf(answer.KeyMetadata)
    if (textOf(KeyState) === '') throw nonsense('kms:DescribeKey', about)
    return {
      key,
      exists: true,
      // An alias may lead to a key of another account.
      isForeign: textOf(AWSAccountId) !== '' && AWSAccountId !== inquiry.account,
      isManagedByAws: KeyManager === 'AWS',
      state: textOf(KeyState),
    }
  },
}
