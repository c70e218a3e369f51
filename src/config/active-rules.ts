import type { ActiveRule, LintPolicy } from '../lint/judgement.ts'
import type { Config } from './config.ts'
import { type RuleSettings, rulesInForce } from './rules-in-force.ts'

/** What lint asks of a config, for files relative to `root`. */
export function lintPolicyOf(config: Config, root: string): LintPolicy {
  const settingsOf = rulesInForce(config, root)
  const known = new Map<RuleSettings, ActiveRule[]>()
  return {
    available: config.available,
    partialSpecs: config.partialSpecs,
    // Files with the same settings share one list.
    rulesOf(file) {
      const settings = settingsOf(file)
      const active = known.get(settings) ?? select(config, settings)
      known.set(settings, active)
      return active
    },
    notJudged: (file) => settingsOf(file)['not-judged']?.severity ?? 'note',
  }
}

function select({ available, enforce }: Config, settings: RuleSettings): ActiveRule[] {
  return available.flatMap((rule) => {
    const { severity, options } = settings[rule.id] ?? { severity: 'off', options: {} }
    const inForce = enforce.includes(rule.id) ? 'error' : severity
    return inForce === 'off' ? [] : [{ rule, severity: inForce, options: { ...rule.defaults, ...options } }]
  })
}
