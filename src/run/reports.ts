/** Reports of plans and of runs that end before they begin. */
import type { Outcome, OutcomeError } from '../model/outcome.ts'
import type { Plan } from '../model/plan.ts'
import type { Report } from '../model/report.ts'
import { buildReport, type ReportParts } from '../report/build-report.ts'

/** What a plan, or a run of it, has to report. */
export function reportOf(plan: Plan, more: Pick<ReportParts, 'outcomes' | 'run' | 'error'> = {}): Report {
  const { summary, rules, findings, suppressed, changes, shard } = plan
  return buildReport({
    ...summary,
    rules,
    findings,
    suppressed,
    changes,
    shard,
    ...more,
  })
}

/** What a run has to report that was interrupted before anything of it was sent: each target is left as it was. */
export function interruptedReport(targets: readonly { arn: string }[], summary: Plan['summary']): Report {
  const error = { code: 'Interrupted', message: 'not started: the run was interrupted' }
  return buildReport({ ...summary, outcomes: notStarted(targets, error) })
}

/** What an apply has to report that something wrong with the fleet as a whole stops: each target is left as it was. */
export function stoppedReport(targets: readonly { arn: string }[], parts: ReportParts): Report {
  const message = 'not started: syntax, schema and unique-target errors stop an apply'
  return buildReport({ ...parts, outcomes: notStarted(targets, { code: 'NotStarted', message }) })
}

function notStarted(targets: readonly { arn: string }[], error: OutcomeError): Outcome[] {
  const arns = new Set(targets.map(({ arn }) => arn).filter((arn) => arn !== ''))
  return [...arns].map((arn) => ({ arn, status: 'skipped', attempts: 0, verified: false, error }))
}
