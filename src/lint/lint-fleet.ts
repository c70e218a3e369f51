import type { Config } from '../config/config.ts'
import { locationOf } from '../locate.ts'
import type { Fleet, Spec, SuppressedFinding } from '../model.ts'
import { present } from '../present.ts'
import type { CheckContext, Configuration, Rule } from '../rule.ts'
import { Collector, type LintResult } from './judge.ts'
import { type ActiveRule, activeRules } from './settings.ts'

export interface LintOptions {
  now: Date
}

/** Judges every spec as written, and the fleet as a whole. */
export function lintFleet(
  fleet: Fleet,
  config: Config,
  _options: LintOptions,
): LintResult & { suppressed: SuppressedFinding[] } {
  const collector = new Collector()
  const rulesOf = activeRules(config, fleet.root)
  collector.findings.push(...fleet.findings)
  for (const spec of fleet.specs) lintSpec(spec, rulesOf(spec.source.file), collector)
  const byArn = Map.groupBy(fleet.specs, ({ arn }) => arn)
  for (const rule of config.available) if (rule.checkFleet) lintTogether(rule, fleet, byArn, rulesOf, collector)
  return {
    findings: collector.findings,
    suppressed: [],
    internalErrors: collector.internalErrors,
    details: collector.details,
  }
}

function lintSpec(spec: Spec, rules: readonly ActiveRule[], collector: Collector): void {
  const { arn, update, imageType, source } = spec
  const context: CheckContext = {
    config: present(spec.config) as Configuration,
    arn,
    update,
    ...(imageType && { imageType }),
  }
  for (const active of rules) {
    const { rule, options } = active
    if (!rule.check) continue
    collector.run(
      rule,
      { arn, file: source.file },
      () => rule.check?.(context, options) ?? [],
      (violation) => collector.add(active, violation, arn, locationOf(spec, violation.path), spec),
    )
  }
}

/** A fleet rule runs once, with the options of the first file where it is on; its findings follow each file's severity. */
function lintTogether(
  rule: Rule,
  { specs }: Fleet,
  byArn: ReadonlyMap<string, Spec[]>,
  rulesOf: (file: string) => ActiveRule[],
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
      for (const spec of violation.spec ? [violation.spec] : (byArn.get(violation.arn) ?? [])) {
        const active = inForce(spec)
        if (active) collector.add(active, violation, spec.arn, locationOf(spec, violation.path), spec)
      }
    },
  )
}
