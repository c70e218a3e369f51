import { describe, expect, it } from 'vitest'
import { builtinRules } from '../../../rules/index.ts'
import type { Rule } from '../../../src/lint/rule.ts'
import { isObject, type Json, type JsonObject } from '../../../src/model/json.ts'
import { snakeNaming } from '../../../src/resource/names.ts'
import { runRule } from '../../../src/testing/run-rule.ts'
import { specsOf } from '../../support/rule-pages.ts'
import { findingsOf } from './judge.ts'

/** Ways to say the same value; `declare` takes it to the top of the file under a name, and gives the reference. */
type Say = (value: string, declare: (text: (name: string) => string) => string) => string
const dialects: Record<string, Say> = {
  literals: (value) => value,
  variables: (value, declare) => `var.${declare((name) => `variable "${name}" {\n  default = ${value}\n}`)}`,
  locals: (value, declare) => `local.${declare((name) => `locals {\n  ${name} = ${value}\n}`)}`,
  branches: (value) => `true ? ${value} : null`,
}

/** A value as HCL; texts are escaped as templates have them. */
function hcl(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value).replaceAll(/[$%]\{/g, (mark) => mark[0] + mark)
  if (Array.isArray(value)) return `[${value.map(hcl).join(', ')}]`
  if (!isObject(value)) return String(value)
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)} = ${hcl(inner)}`)
    .join(', ')} }`
}

function moduleOf(spec: JsonObject, say: Say): string {
  const { infrastructureConfigurationArn: _, clientToken: _token, 'x-guard': guard, ...config } = spec
  const declared: string[] = []
  const declare = (text: (name: string) => string): string => {
    const name = `v${declared.length}`
    declared.push(text(name))
    return name
  }
  const body = (fields: JsonObject): string[] =>
    Object.entries(fields).flatMap(([key, value]) => {
      const name = snakeNaming.ownName(key)
      if (value === null) return []
      if (isObject(value) && key !== 'resourceTags') return [`${name} {`, ...body(value), '}']
      return [`${name} = ${say(hcl(value), declare)}`]
    })
  // What a spec leaves out is the API's default; what Terraform leaves out is the provider's.
  const all: JsonObject = { terminateInstanceOnFailure: true, ...config }
  const imageType = isObject(guard) && guard.imageType !== undefined ? [`# ibguard imageType ${guard.imageType}`] : []
  const resource = [
    'resource "aws_imagebuilder_infrastructure_configuration" "web" {',
    ...imageType,
    'name = "web"',
    ...body(all),
    '}',
  ]
  return `${[...declared, ...resource].join('\n')}\n`
}

/** Rules about what only specs have: a target, a token, null that clears, what is live. */
const ofSpecs = ['client-token-unpinned', 'unique-target', 'no-cleared-fields', 'removed-field-stays']
/** Of fields that the provider lacks nothing can be said. */
const isKnown = (spec: JsonObject): boolean => !('terminateInstanceOnCompletion' in spec) && !('parentInstance' in spec)
const rules = builtinRules.filter((rule) => rule.check && !ofSpecs.includes(rule.id))

describe.each(rules)('$id speaks of Terraform as it does of specs', (rule: Rule) => {
  const specs = specsOf(rule.id).filter(([, spec]) => spec.specs === undefined && !Array.isArray(spec) && isKnown(spec))

  it.each(Object.entries(dialects))('in %s', async (_, say) => {
    for (const [, spec, options] of specs) {
      const { infrastructureConfigurationArn: _arn, ...fields } = spec
      const guard = isObject(spec['x-guard']) ? spec['x-guard'] : {}
      const wanted = runRule(rule, {
        spec: {
          terminateInstanceOnFailure: true,
          ...fields,
          infrastructureConfigurationArn: '',
          'x-guard': { ...guard, update: 'replace' },
        },
        options,
      }).map(({ pointer }) => pointer)
      const rulesOn = {
        [rule.id]: { severity: 'error' as const, options: { ...rule.defaults, ...options }, origin: 'test' },
      }
      const findings = await findingsOf(moduleOf(spec, say), { changes: { rules: rulesOn } })
      const said = findings.filter(({ ruleId }) => ruleId === rule.id).map(({ pointer }) => pointer)
      expect(said.sort(), moduleOf(spec, say)).toEqual(wanted.sort())
    }
  })
})
