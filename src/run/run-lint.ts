/** The offline part of a run: load → lint → report, without what talks to AWS. */
import type { Config } from '../config/config.ts'
import type { InternalError, LintResult, RuleTimes } from '../lint/judge.ts'
import { lintFleet } from '../lint/lint-fleet.ts'
import type { Fleet } from '../lint/spec.ts'
import { errorData, GuardError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import { buildReport } from '../report/build-report.ts'
import { applyPolicy } from '../suppress/apply-policy.ts'
import type { BaselineEntry } from '../suppress/baseline.ts'
import { noPolicy, type RunPolicy } from '../suppress/run-policy.ts'

export interface LintRun {
  report: Report
  /** A rule that threw loses its own judgement; this says so. */
  internal?: GuardError
  /** What the user should know about the policy, beyond findings. */
  notices: string[]
  /** Before the policy took anything out, with what fixes and baseline need to know. */
  judged: LintResult
  /** Entries of the baseline that nothing matches any more. */
  stale: BaselineEntry[]
}

/** Judges the specs as written, by rules and policy. */
export function lintSpecs(
  fleet: Fleet,
  config: Config,
  now: Date,
  policy: RunPolicy = noPolicy,
  times?: RuleTimes,
): LintRun {
  const judged = lintFleet(fleet, config, { now, ...(times && { times }) })
  const { findings, suppressed, notices, stale } = applyPolicy(judged, { ...policy, fleet, config, now })
  const { internalErrors } = judged
  const internal = internalErrors.length > 0 ? internalError(internalErrors) : undefined
  const report = buildReport({
    files: fleet.files.length,
    specs: fleet.specs.length,
    findings,
    suppressed,
    ...(internal && { error: errorData(internal) }),
  })
  return { report, notices, judged, stale, ...(internal && { internal }) }
}

/** Whether something is wrong with the fleet as a whole, so that nothing at all may be sent. */
export function stopsApply(findings: readonly Finding[]): boolean {
  const rules = new Set(['syntax', 'schema', 'unique-target'])
  return findings.some(({ ruleId, severity }) => severity === 'error' && rules.has(ruleId))
}

/** Names rule and spec of each rule that threw instead of judging. */
export function internalError(errors: readonly InternalError[]): GuardError {
  const details = errors.map(({ ruleId, arn, file, error }) => {
    const on = file === '' ? 'the fleet' : arn || 'a spec without a target'
    const reason = error instanceof Error ? error.message : String(error)
    return { ...(file !== '' && { file }), message: `${ruleId} failed on ${on}: ${reason}.` }
  })
  const times = errors.length === 1 ? 'once' : `${errors.length} times`
  return new GuardError('Internal', `A rule failed ${times} instead of judging.`, {
    hint: "Report it to the rule's author, or switch the rule off to go on.",
    details,
  })
}
