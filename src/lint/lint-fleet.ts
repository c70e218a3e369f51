import { append } from '../model/append.ts'
import { Collector } from './collector.ts'
import {
  type ActiveRule,
  type Judgement,
  judgementOf,
  type LintPolicy,
  type LintResult,
  type RuleTimes,
} from './judgement.ts'
import { lintResources } from './lint-resources.ts'
import { addAt, lintSubject } from './lint-subject.ts'
import type { FleetViolation, Rule } from './rule.ts'
import type { Fleet, Spec } from './spec.ts'

/** Judges specs one by one, as they are read, and then the fleet. */
export interface FleetJudge {
  /** Judges one spec as written. Its places are at hand while nothing else has been read. */
  judge(spec: Spec): void
  /** Takes what was said of specs when they were judged earlier. */
  recall(judgements: readonly Judgement[]): void
  /** What has been said of specs one by one. */
  readonly alone: LintResult
  /** What was said of all, and of resources and the specs as a whole. */
  result(fleet: Fleet): LintResult
}

/** `times` is filled when given. */
export function createFleetJudge(policy: LintPolicy, times?: RuleTimes): FleetJudge {
  const alone = new Collector(times)
  return {
    alone,
    judge: (spec) => lintSubject(spec, policy, alone),
    recall: (judgements) => append(alone.judgements, judgements),
    result(fleet) {
      const together = new Collector(times)
      for (const rule of policy.available) if (rule.checkFleet) lintTogether(rule, fleet.specs, policy, together)
      const found = { judgements: fleet.findings.map((each) => judgementOf(each, 'file')), internalErrors: [] }
      const results = [found, alone, together, lintResources(fleet.resources ?? [], policy, times)]
      return {
        judgements: results.flatMap(({ judgements }) => judgements),
        internalErrors: results.flatMap(({ internalErrors }) => internalErrors),
      }
    },
  }
}

/** Judges every spec and resource as written, and the specs as a whole. */
export function lintFleet(fleet: Fleet, policy: LintPolicy, times?: RuleTimes): LintResult {
  const { judge, result } = createFleetJudge(policy, times)
  for (const spec of fleet.specs) judge(spec)
  return result(fleet)
}

/** A fleet rule runs once, with the options of the first file where it is on; its findings follow each file's severity. */
function lintTogether(rule: Rule, specs: readonly Spec[], { rulesOf }: LintPolicy, collector: Collector): void {
  // Thousands of files share a list.
  const found = new Map<readonly ActiveRule[], ActiveRule | undefined>()
  const inForce = (spec: Spec): ActiveRule | undefined => {
    const rules = rulesOf(spec.location.file)
    if (!found.has(rules))
      found.set(
        rules,
        rules.find((active) => active.rule === rule),
      )
    return found.get(rules)
  }
  const judged = specs.filter((spec) => inForce(spec) !== undefined)
  const first = judged[0] && inForce(judged[0])
  if (!first) return
  collector.run(
    rule,
    { arn: '', file: '' },
    () => byFile(rule.checkFleet?.(judged, first.options) ?? [], judged),
    ([spec, violation]) => {
      const active = inForce(spec)
      if (active) addAt(collector, active, violation, spec, 'fleet')
    },
  )
}

/** What a fleet rule says of each spec, file by file: places are looked up in the nodes of one file at a time. */
function* byFile(said: Iterable<FleetViolation>, specs: readonly Spec[]): Generator<[Spec, FleetViolation]> {
  const violations: [Spec, FleetViolation][] = []
  try {
    for (const violation of said) {
      const about = violation.spec ? [violation.spec] : specs.filter(({ arn }) => arn === violation.arn)
      for (const spec of about) violations.push([spec, violation])
    }
  } finally {
    // What was said before the rule threw counts.
    for (const same of Map.groupBy(violations, ([{ location }]) => location.file).values()) yield* same
  }
}
