import { type Arn, isRegion, parseArn, partitionOf } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import { isTrue, objectOf, textOf } from './answers.ts'
import type { Asking, FactKind } from './fact-kind.ts'
import { type Inquiry, nonsense } from './inquiry.ts'

export const topic: FactKind<'topic', { arn: string }> = {
  name: 'topic',
  permissions: ['sns:GetTopicAttributes'],
  isGlobal: true,
  question: topicQuestion,
  async ask({ arn }, inquiry) {
    if (isForeign(arn, inquiry)) return { exists: true, isForeign: true, isFifo: arn.endsWith('.fifo') }
    const attributes = await askTopic(arn, inquiry)
    return { exists: attributes !== undefined, isForeign: false, isFifo: isTrue(attributes?.FifoTopic) }
  },
}

/** Of an ARN that no topic can have nothing is asked; its form is a rule's of its own. */
export function topicQuestion({ config, arn }: Asking): { arn: string } | undefined {
  const topic = config.snsTopicArn
  return topic !== undefined && isTopic(parseArn(topic), parseArn(arn)?.partition) ? { arn: topic } : undefined
}

function isTopic(topic: Arn | undefined, partition: string | undefined): boolean {
  if (topic?.service !== 'sns' || topic.partition !== partition) return false
  const { account, region, resource } = topic
  return (
    /^\d{12}$/.test(account) &&
    isRegion(region) &&
    partitionOf(region) === partition &&
    /^[\w-]{1,256}(?:\.fifo)?$/.test(resource)
  )
}

export const isForeign = (arn: string, { account }: Inquiry): boolean => parseArn(arn)?.account !== account

/** The attributes of a topic of the own account, asked in its Region; undefined when there is none. */
export async function askTopic(arn: string, inquiry: Inquiry): Promise<JsonObject | undefined> {
  const home = inquiry.inRegion(parseArn(arn)?.region ?? inquiry.region)
  const answer = await home.ask('sns:GetTopicAttributes', { TopicArn: arn }, arn)
  const attributes = answer && objectOf(answer.Attributes)
  if (attributes && attributes.TopicArn !== arn) throw nonsense('sns:GetTopicAttributes', arn)
  return attributes
}

export const keyOfTopic = (attributes: JsonObject | undefined): string => textOf(attributes?.KmsMasterKeyId)
