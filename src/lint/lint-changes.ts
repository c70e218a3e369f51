import { type ActiveRule, activeRules } from '../config/active-rules.ts'
import type { Config } from '../config/config.ts'
import type { PlannedChange } from '../model/change.ts'
import type { SuppressedFinding } from '../model/finding.ts'
import type { Configuration } from '../resource/configuration.ts'
import { present } from '../resource/present.ts'
import { Collector, type LintResult } from './judge.ts'
import type { LintOptions } from './lint-fleet.ts'
import { addAt } from './lint-spec.ts'
import { isWritten } from './locate.ts'
import type { ChangeContext, CheckContext, Violation } from './rule.ts'
import type { Fleet, Spec } from './spec.ts'

/**
 * Judges what each change leads to: the resulting configuration by the rules that judge specs, so that what is inherited
 * from live state counts too, and the step from before to after by change rules. A finding stands where the spec has the
 * value, else at the change's location.
 */
export function lintChanges(
  changes: readonly PlannedChange[],
  fleet: Fleet | undefined,
  config: Config,
  _options: LintOptions,
): LintResult & { suppressed: SuppressedFinding[] } {
  const collector = new Collector()
  const rulesOf = activeRules(config, fleet?.root ?? config.root)
  const specs = new Map(fleet?.specs.map((spec) => [spec.arn, spec]))
  for (const change of changes) lintChange(change, specs.get(change.arn), rulesOf(change.location.file), collector)
  return collector.result()
}

function lintChange(
  change: PlannedChange,
  spec: Spec | undefined,
  rules: readonly ActiveRule[],
  collector: Collector,
): void {
  if (!change.after) return
  const { arn, action, update, imageType, location } = change
  const after = present(change.after) as Configuration
  const clientToken = spec?.clientToken
  const result: CheckContext = {
    config: after,
    arn,
    update,
    ...(imageType && { imageType }),
    ...(clientToken !== undefined && { clientToken }),
  }
  const before = present(change.before ?? {}) as Configuration
  const step: ChangeContext = { arn, before, after, spec: spec?.config ?? {}, update, tags: change.tags ?? {} }
  for (const active of rules) {
    const { rule, options } = active
    const at = { arn, file: location.file }
    const add = (violation: Violation): void => {
      if (spec && isWritten(spec, violation.path)) addAt(collector, active, violation, spec)
      else collector.add(active, violation, { arn, location, spec })
    }
    if (rule.check) collector.run(rule, at, () => rule.check?.(result, options) ?? [], add)
    if (rule.checkChange && action !== 'no-op')
      collector.run(rule, at, () => rule.checkChange?.(step, options) ?? [], add)
  }
}
