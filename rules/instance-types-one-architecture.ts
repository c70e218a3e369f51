import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['instanceTypes']

export const instanceTypesOneArchitecture: Rule = defineRule({
  id: 'instance-types-one-architecture',
  summary: 'Instance types are all x86 or all Arm.',
  severity: 'warning',
  messages: {
    mixed: '{{arm}} is Arm, {{x86}} is x86; one image has one architecture, so the build fails on the other.',
    unknown: 'The architecture of {{types}} is not known, so it cannot be told whether the types go together.',
  },
  *check({ config }) {
    const types = config.instanceTypes ?? []
    if (types.length < 2) return
    const arm = types.find((type) => architectureOf(type) === 'arm')
    const x86 = types.find((type) => architectureOf(type) === 'x86')
    const unknown = types.filter((type) => architectureOf(type) === undefined)
    if (arm !== undefined && x86 !== undefined) yield { messageId: 'mixed', data: { arm, x86 }, path }
    else if (unknown.length > 0)
      yield { messageId: 'unknown', severity: 'note', data: { types: unknown.join(', ') }, path }
  },
})

/**
 * By the name alone: series, generation, then attributes of which a leading `g` means Graviton.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
function architectureOf(type: string): 'arm' | 'x86' | undefined {
  if (type.startsWith('mac-m')) return 'arm'
  const [, family, generation, attributes = ''] = /^([a-z]+)-?(\d+)([a-z0-9-]*)\.[a-z0-9-]+$/.exec(type) ?? []
  if (family === undefined) return undefined
  // The first Graviton instances and the Macs of Apple's own chips are named before, or beside, that scheme.
  if (family === 'a' || (family === 'mac' && generation !== '1')) return 'arm'
  return attributes.startsWith('g') || attributes.includes('-gb') ? 'arm' : 'x86'
}
