import { objectsOf, textOf } from './answers.ts'
import type { FactKind } from './fact-kind.ts'
import { nonsense } from './inquiry.ts'
import { arnOf } from './network.ts'

export const keyPair: FactKind<'keyPair', { name: string }> = {
  name: 'keyPair',
  permissions: ['ec2:DescribeKeyPairs'],
  question({ config: { keyPair: name = '' } }) {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html
    return /^[\x20-\x7e]{1,255}$/.test(name) ? { name } : undefined
  },
  async ask({ name }, inquiry) {
    const about = arnOf('key-pair', name, inquiry)
    const answer = await inquiry.ask('ec2:DescribeKeyPairs', { KeyName: [name] }, about)
    if (answer && !objectsOf(answer.keySet).some(({ keyName }) => textOf(keyName) === name)) {
      throw nonsense('ec2:DescribeKeyPairs', about)
    }
    return { exists: answer !== undefined }
  },
}
