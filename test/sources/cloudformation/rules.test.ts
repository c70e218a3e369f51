import { describe, expect, it } from 'vitest'
import { builtinRules } from '../../../rules/index.ts'
import type { Rule } from '../../../src/lint/rule.ts'
import { isObject, type Json, type JsonObject } from '../../../src/model/json.ts'
import { pascalNaming } from '../../../src/resource/names.ts'
import { runRule } from '../../../src/testing/run-rule.ts'
import { specsOf } from '../../support/rule-pages.ts'
import { findingsOf } from './judge.ts'

function pascal(value: Json, path: readonly string[] = []): Json {
  if (!isObject(value) || path.at(-1) === 'resourceTags') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [pascalNaming.ownName(key), pascal(inner, [...path, key])]),
  )
}

/** Ways to say the same in a template. */
const dialects: Record<string, (properties: JsonObject) => JsonObject> = {
  literals: (Properties) => ({ Properties }),
  defaults: (properties) => {
    const texts = Object.entries(properties).filter(([, value]) => typeof value === 'string')
    return {
      Parameters: Object.fromEntries(texts.map(([key, Default]) => [key, { Type: 'String', Default }])),
      Properties: { ...properties, ...Object.fromEntries(texts.map(([key]) => [key, { Ref: key }])) },
    }
  },
  branches: (properties) => ({
    Parameters: { Stage: { Type: 'String' } },
    Conditions: { C: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Properties: Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [key, { 'Fn::If': ['C', value, value] }]),
    ),
  }),
}

function templateOf(spec: JsonObject, dialect: keyof typeof dialects): string {
  const { infrastructureConfigurationArn: _, clientToken: _token, 'x-guard': guard, ...config } = spec
  const { Properties, ...sections } = dialects[dialect]?.(pascal(config) as JsonObject) ?? {}
  const imageType = isObject(guard) ? guard.imageType : undefined
  const Infra = {
    Type: 'AWS::ImageBuilder::InfrastructureConfiguration',
    ...(imageType !== undefined && { Metadata: { 'imagebuilder-guard': { imageType } } }),
    Properties: { Name: 'web', ...(Properties as JsonObject) },
  }
  return JSON.stringify({ ...sections, Resources: { Infra } }, null, 2)
}

/** Rules about what only specs have: a target, a token, null that clears, what is live. */
const ofSpecs = ['client-token-unpinned', 'unique-target', 'no-cleared-fields', 'removed-field-stays']
/** Rules that compare with the target's account. */
const ofAccounts = ['sns-topic-account', 'sns-topic-form']
const rules = builtinRules.filter((rule) => rule.check && !ofSpecs.includes(rule.id))

describe.each(rules)('$id speaks of templates as it does of specs', (rule: Rule) => {
  const specs = specsOf(rule.id).filter(([, spec]) => spec.specs === undefined && !Array.isArray(spec))
  it('has specs that fail and specs that pass', () => {
    const headings = new Set(specs.map(([heading]) => heading))
    expect(headings.size).toBe(2)
  })

  it.each(Object.keys(dialects))('in %s', async (dialect) => {
    for (const [heading, spec, options] of specs) {
      // Without a target: a template has neither account nor Region.
      const { infrastructureConfigurationArn: _, ...fields } = spec
      const guard = isObject(spec['x-guard']) ? spec['x-guard'] : {}
      const wanted = runRule(rule, {
        spec: { ...fields, infrastructureConfigurationArn: '', 'x-guard': { ...guard, update: 'replace' } },
        options,
      }).map(({ pointer }) => pointer)
      const rulesOn = {
        [rule.id]: { severity: 'error' as const, options: { ...rule.defaults, ...options }, origin: 'test' },
      }
      const found = await findingsOf({ 'a.json': templateOf(spec, dialect) }, { rules: rulesOn })
      const pointers = found.filter(({ ruleId }) => ruleId === rule.id).map(({ pointer }) => pointer)
      // What an account or a Region decides is another matter.
      if (heading === 'Failing spec' && !ofAccounts.includes(rule.id)) expect(wanted.length, rule.id).toBeGreaterThan(0)
      expect([...new Set(pointers)].sort(), JSON.stringify(spec)).toEqual([...new Set(wanted)].sort())
    }
  })
})
