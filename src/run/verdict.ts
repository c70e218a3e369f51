import type { Severity } from '../model/finding.ts'
import type { Report } from '../model/report.ts'

export type FailOn = Severity | 'never'

const rank: Record<Severity, number> = { error: 2, warning: 1, note: 0 }

/** Whether the findings reach the severity from which a run fails. */
export function findingsFail(report: Report, failOn: FailOn): boolean {
  return failOn !== 'never' && report.findings.some(({ severity }) => rank[severity] >= rank[failOn])
}

/** Whether a change failed or was refused; `--fail-on` forgives none of it. */
export function changesFail({ summary }: Report): boolean {
  return summary.missing + summary.blocked + summary.failed + summary.skipped > 0
}
