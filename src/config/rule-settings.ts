import { policyRules } from '../lint/policy-rules.ts'
import type { Rule } from '../lint/rule.ts'
import type { RuleSetting } from './config.ts'
import type { Layer } from './layer.ts'
import type { Plugin } from './plugins.ts'
import { toSetting } from './rules-in-force.ts'

type Settings = Record<string, RuleSetting>

/**
 * What is in force for each rule before overrides. A rule that a layer enforces stays as that layer leaves it; what a
 * later one asks for is overruled and named in `notices`.
 */
export function mergeRules(
  layers: readonly Layer[],
  available: readonly Rule[],
  plugins: readonly Plugin[],
): { rules: Settings; notices: string[] } {
  const rules: Settings = {}
  const notices: string[] = []
  const enforced = new Map<string, string>()
  for (const rule of available) rules[rule.id] = { severity: 'off', options: {}, origin: 'built in' }
  for (const [id, severity] of Object.entries(policyRules)) rules[id] = { severity, options: {}, origin: 'built in' }
  for (const { origin, rules: own } of plugins) {
    for (const { id, severity } of own) rules[id] = { severity, options: {}, origin }
  }
  for (const { origin, value, source } of layers) {
    for (const [id, entry] of Object.entries(value.rules ?? {})) {
      const by = enforced.get(id)
      if (by === undefined) rules[id] = toSetting(entry, rules[id], origin)
      // A preset has no author to warn.
      else if (source) notices.push(`${origin}: rules.${id} is overruled, for ${by} enforces the rule.`)
    }
    for (const id of value.enforce ?? []) {
      const before = rules[id]
      if (value.rules?.[id] !== undefined && before && before.severity !== 'error') {
        notices.push(`${origin}: rules.${id} is overruled, for the same file enforces the rule.`)
      }
      enforced.set(id, enforced.get(id) ?? origin)
      rules[id] = { severity: 'error', options: before?.options ?? {}, origin: `enforce in ${enforced.get(id)}` }
    }
  }
  for (const { origin, value } of layers) {
    const overridden = (value.overrides ?? []).flatMap(({ rules: own = {} }) => Object.entries(own))
    for (const [id, entry] of overridden) {
      const by = enforced.get(id)
      if (by !== undefined && entry !== 'error') {
        notices.push(`${origin}: the override of ${id} is overruled, for ${by} enforces the rule.`)
      }
    }
  }
  return { rules, notices }
}
