import { lintPolicyOf } from '../config/active-rules.ts'
import type { Config } from '../config/config.ts'
import { withReaders } from '../fix/with-readers.ts'
import type { Judgement, LintResult } from '../lint/judgement.ts'
import { lintFleet } from '../lint/lint-fleet.ts'
import { resourceKey } from '../lint/lint-resources.ts'
import { rulesNamed } from '../lint/rule-info.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Subject } from '../lint/subject.ts'
import { errorData, type GuardError } from '../model/errors.ts'
import type { Report } from '../model/report.ts'
import { buildReport } from '../report/build-report.ts'
import { writtenSuppressions } from '../sources/written-suppressions.ts'
import { applyPolicy, type PolicyOptions } from '../suppress/apply-policy.ts'
import type { BaselineEntry } from '../suppress/baseline.ts'
import { noPolicy, type RunPolicy } from '../suppress/run-policy.ts'
import { internalError } from './internal-error.ts'

export interface LintRun {
  report: Report
  /** What the report tells of. */
  judgements: readonly Judgement[]
  /** A rule that threw loses its own judgement; this says so. */
  internal?: GuardError | undefined
  /** What the user should know about the policy, beyond findings. */
  notices: string[]
  /** Before the policy took anything out, for a plan and for a new baseline. */
  linted: LintResult
  /** Entries of the baseline that nothing matches any more. */
  stale: BaselineEntry[]
}

/** Judges the specs as written, by rules and policy; or says what was judged of them, the changes of a plan too. */
export function lintSpecs(
  fleet: Fleet,
  config: Config,
  now: Date,
  policy: RunPolicy & Pick<PolicyOptions, 'planned' | 'isDeep'> = noPolicy,
  linted: LintResult = lintFleet(fleet, lintPolicyOf(config, fleet.root)),
): LintRun {
  const written = writtenSuppressions(fleet)
  const { suppressed, notices, stale, ...kept } = applyPolicy(linted.judgements, {
    ...policy,
    fleet,
    config,
    now,
    written,
  })
  const judgements = withReaders(kept.judgements)
  const { internalErrors } = linted
  const internal = internalErrors.length > 0 ? internalError(internalErrors) : undefined
  const findings = judgements.map(({ finding }) => finding)
  const report = buildReport({
    files: fleet.files.length,
    specs: fleet.specs.length,
    resources: countOf(fleet.resources ?? []),
    rules: rulesNamed(config.available, findings, suppressed),
    findings,
    suppressed,
    error: internal && errorData(internal),
  })
  return { report, judgements, notices, linted, stale, internal }
}

/** What conditions make of one resource counts once. */
function countOf(resources: readonly Subject[]): number {
  return new Set(resources.filter(({ isOpaque }) => !isOpaque).map(resourceKey)).size
}
