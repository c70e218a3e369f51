import { type ActiveRule, activeRules } from '../config/active-rules.ts'
import type { Config } from '../config/config.ts'
import type { SuppressedFinding } from '../model/finding.ts'
import { Collector, type LintResult, type RuleTimes } from './judge.ts'
import { addAt, lintSpec } from './lint-spec.ts'
import type { Rule } from './rule.ts'
import type { Fleet, Spec } from './spec.ts'

export interface LintOptions {
  now: Date
  /** Filled when given. */
  times?: RuleTimes
}

/** Judges every spec as written, and the fleet as a whole. */
export function lintFleet(
  fleet: Fleet,
  config: Config,
  { times }: LintOptions,
): LintResult & { suppressed: SuppressedFinding[] } {
  const collector = new Collector(times)
  const rulesOf = activeRules(config, fleet.root)
  collector.findings.push(...fleet.findings)
  for (const spec of fleet.specs) lintSpec(spec, rulesOf(spec.source.file), collector, config.partialSpecs)
  for (const rule of config.available) if (rule.checkFleet) lintTogether(rule, fleet.specs, rulesOf, collector)
  return collector.result()
}

/** A fleet rule runs once, with the options of the first file where it is on; its findings follow each file's severity. */
function lintTogether(
  rule: Rule,
  specs: readonly Spec[],
  rulesOf: (file: string) => readonly ActiveRule[],
  collector: Collector,
): void {
  const inForce = (spec: Spec): ActiveRule | undefined =>
    rulesOf(spec.source.file).find((active) => active.rule === rule)
  const judged = specs.filter((spec) => inForce(spec) !== undefined)
  const first = judged[0] && inForce(judged[0])
  if (!first) return
  collector.run(
    rule,
    { arn: '', file: '' },
    () => rule.checkFleet?.(judged, first.options) ?? [],
    (violation) => {
      for (const spec of violation.spec ? [violation.spec] : judged.filter(({ arn }) => arn === violation.arn)) {
        const active = inForce(spec)
        if (active) addAt(collector, active, violation, spec)
      }
    },
  )
}
