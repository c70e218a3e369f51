import { isTrue, objectOf, textOf } from './answers.ts'
import type { FactKind } from './fact-kind.ts'

export const imdsDefaults: FactKind<'imdsDefaults', Record<string, never>> = {
  name: 'imdsDefaults',
  permissions: ['ec2:GetInstanceMetadataDefaults'],
  // What requires tokens itself is launched whatever the account says.
  question: ({ config }) => (config.instanceMetadataOptions?.httpTokens === 'required' ? undefined : {}),
  async ask(_question, inquiry) {
    const about = `account ${inquiry.account} in ${inquiry.region}`
    const answer = await inquiry.ask('ec2:GetInstanceMetadataDefaults', {}, about)
    const { httpTokens, httpTokensEnforced } = objectOf(answer?.accountLevel)
    // `enabled`, since there are more answers than two.
    const isEnforced = isTrue(httpTokensEnforced) || httpTokensEnforced === 'enabled'
    return { httpTokens: textOf(httpTokens), isEnforced }
  },
}
