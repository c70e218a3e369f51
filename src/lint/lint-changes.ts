import type { Config } from '../config/config.ts'
import { locate } from '../locate.ts'
import type { Fleet, JsonObject, Location, Path, PlannedChange, Spec, SuppressedFinding } from '../model.ts'
import { present } from '../present.ts'
import type { ChangeContext, CheckContext, Configuration, Rule, Violation } from '../rule.ts'
import { Collector, type LintResult } from './judge.ts'
import type { LintOptions } from './lint-fleet.ts'
import { type ActiveRule, activeRules } from './settings.ts'

/**
 * Judges what each change leads to: the resulting configuration by the rules that judge specs, so that what is inherited
 * from live state counts too, and the step from before to after by change rules.
 */
export function lintChanges(
  changes: readonly PlannedChange[],
  fleet: Fleet | undefined,
  config: Config,
  _options: LintOptions,
): LintResult & { suppressed: SuppressedFinding[] } {
  const collector = new Collector()
  const rulesOf = activeRules(config, fleet?.root ?? config.folder)
  const specs = new Map(fleet?.specs.map((spec) => [spec.arn, spec]))
  for (const change of changes) lintChange(change, specs.get(change.arn), rulesOf(change.location.file), collector)
  return {
    findings: collector.findings,
    suppressed: [],
    internalErrors: collector.internalErrors,
    details: collector.details,
  }
}

function lintChange(
  change: PlannedChange,
  spec: Spec | undefined,
  rules: readonly ActiveRule[],
  collector: Collector,
): void {
  if (!change.after) return
  const { arn, location } = change
  const after = present(change.after) as Configuration
  const { update, imageType } = change
  const result: CheckContext = { config: after, arn, update, ...(imageType && { imageType }) }
  const step: ChangeContext = {
    arn,
    before: present(change.before ?? {}) as Configuration,
    after,
    spec: spec?.config ?? {},
    update,
    tags: change.tags ?? {},
  }
  for (const active of rules) {
    const { rule, options } = active
    const add = (violation: Violation): void =>
      collector.add(active, violation, arn, placeOf(violation.path, spec, location), spec)
    const check = (run: (rule: Rule) => Iterable<Violation> | undefined): void =>
      collector.run(rule, { arn, file: location.file }, () => run(rule) ?? [], add)
    check(() => rule.check?.(result, options))
    check(() => rule.checkChange?.(step, options))
  }
}

/** The spec's own place where it says something there, else the change's. */
function placeOf(path: Path, spec: Spec | undefined, fallback: Location): Location {
  if (!spec || !says(spec.config, path)) return fallback
  return { file: spec.source.file, ...locate(spec, path) }
}

function says(config: JsonObject, path: Path): boolean {
  let at: unknown = config
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return at === null
    at = (at as Record<string | number, unknown>)[key]
    if (at === undefined) return false
  }
  return true
}
