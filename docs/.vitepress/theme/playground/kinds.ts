/** What people bring; each has a tab. */
export type Kind = 'spec' | 'cloudformation' | 'terraform'

export const kinds: Readonly<Record<Kind, string>> = {
  spec: 'Spec',
  cloudformation: 'CloudFormation',
  terraform: 'Terraform',
}

/** What a spec can be held against. */
export type Against = 'live' | 'facts' | 'base'

export const againsts: Readonly<Record<Against, string>> = {
  live: 'what is live',
  facts: "the account's answers",
  base: 'an earlier revision',
}

const isJson = (text: string): boolean => /^\s*[[{]/.test(text)

/** What a text is by its looks; undefined where it looks like none of them. */
export function kindOf(text: string): Kind | undefined {
  if (/^\s*\{/.test(text) && (text.includes('"resource_changes"') || text.includes('"aws_imagebuilder_')))
    return 'terraform'
  if (/^\s*(?:resource|variable|module|locals|data|provider|terraform|output)\b[^\n:]*\{/m.test(text))
    return 'terraform'
  if (/AWS::[A-Za-z]+::|^\s*"?(?:AWSTemplateFormatVersion|Resources)"?\s*:/m.test(text)) return 'cloudformation'
  return /infrastructureConfigurationArn/.test(text) ? 'spec' : undefined
}

/** The name that a text would have as a file, which tells the linter how to read it. */
export function fileOf(kind: Kind, text: string): string {
  if (kind !== 'terraform') return `${kind === 'spec' ? 'spec' : 'template'}.${isJson(text) ? 'json' : 'yaml'}`
  if (!isJson(text)) return 'main.tf'
  return text.includes('"resource_changes"') ? 'plan.json' : 'main.tf.json'
}
