import { objectsOf } from './answers.ts'
import type { FactKind } from './fact-kind.ts'
import { arnOf } from './network.ts'

export const keyPair: FactKind<'keyPair', { name: string }> = {
  name: 'keyPair',
  permissions: ['ec2:DescribeKeyPairs'],
  question({ config: { keyPair: name = '' } }) {
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateKeyPair.html
    return /^[\x20-\x7e]{1,255}$/.test(name) ? { name } : undefined
  },
  async ask({ name }, inquiry) {
    const answer = await inquiry.ask('ec2:DescribeKeyPairs', { KeyName: [name] }, arnOf('key-pair', name, inquiry))
    return { exists: objectsOf(answer?.keySet).length > 0 }
  },
}
