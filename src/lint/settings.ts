import type { Config } from '../config/config.ts'
import type { JsonObject, Severity } from '../model.ts'
import type { Rule } from '../rule.ts'
import { type RuleSettings, rulesInForce } from '../rules-in-force.ts'

/** A rule that is on, with what holds for it in a file. */
export interface ActiveRule {
  rule: Rule
  severity: Severity
  options: JsonObject
}

/** Returns the rules that are on for a file; files with the same settings share one list. */
export function activeRules(config: Config, root: string): (file: string) => ActiveRule[] {
  const settingsOf = rulesInForce(config, root)
  const known = new Map<RuleSettings, ActiveRule[]>()
  return (file) => {
    const settings = settingsOf(file)
    const rules = known.get(settings) ?? select(config.available, settings)
    known.set(settings, rules)
    return rules
  }
}

function select(available: readonly Rule[], settings: RuleSettings): ActiveRule[] {
  return available.flatMap((rule) => {
    const { severity, options } = settings[rule.id] ?? { severity: 'off', options: {} }
    return severity === 'off' ? [] : [{ rule, severity, options: { ...rule.defaults, ...options } }]
  })
}
