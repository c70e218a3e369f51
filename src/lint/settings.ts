import { posix, relative, resolve, sep } from 'node:path'
import picomatch from 'picomatch'
import type { Config, RuleSetting } from '../config/config.ts'
import type { JsonObject, Severity } from '../model.ts'
import type { Rule } from '../rule.ts'

/** A rule that is on, with what holds for it in a file. */
export interface ActiveRule {
  rule: Rule
  severity: Severity
  options: JsonObject
}

/** Returns what is in force for a file; files that the same overrides match share one list. */
export function activeRules(config: Config, root: string): (file: string) => ActiveRule[] {
  const base = select(config, config.rules)
  if (config.overrides.length === 0) return () => base
  const overrides = config.overrides.map(({ files, rules }) => ({ rules, matches: picomatch(files) }))
  const known = new Map<string, ActiveRule[]>()
  return (file) => {
    const inFolder = relative(config.folder, resolve(root, file)).replaceAll(sep, posix.sep)
    const matching = overrides.filter(({ matches }) => matches(inFolder))
    const key = matching.map((override) => overrides.indexOf(override)).join()
    let rules = known.get(key)
    if (!rules) {
      rules = select(
        config,
        matching.reduce((settings, { rules }) => override(settings, rules), config.rules),
      )
      known.set(key, rules)
    }
    return rules
  }
}

type Settings = Config['rules']
type Overrides = Config['overrides'][number]['rules']

function override(settings: Settings, rules: Overrides): Settings {
  const changed = Object.entries(rules).map(([id, setting]): [string, RuleSetting] => {
    const [severity, options] = Array.isArray(setting) ? setting : [setting, undefined]
    const before = settings[id]
    return [id, { severity, options: options ?? before?.options ?? {}, origin: before?.origin ?? '' }]
  })
  return { ...settings, ...Object.fromEntries(changed) }
}

function select(config: Config, settings: Settings): ActiveRule[] {
  return config.available.flatMap((rule) => {
    const { severity, options } = settings[rule.id] ?? { severity: 'off', options: {} }
    const inForce = config.enforce.includes(rule.id) ? 'error' : severity
    return inForce === 'off' ? [] : [{ rule, severity: inForce, options: { ...rule.defaults, ...options } }]
  })
}
