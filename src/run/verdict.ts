import type { Severity } from '../model/finding.ts'
import type { Report } from '../model/report.ts'

export type FailOn = Severity | 'never'

/** What a run comes to; its exit code: 0, 3 (`plan --detailed-exitcode`), 1, 2. */
export type Verdict = 'clean' | 'changes' | 'fail' | 'cannot'

/** Whether a finding counts. */
export function isFailing({ severity }: { severity: Severity }, failOn: FailOn): boolean {
  return failOn !== 'never' && rank[severity] >= rank[failOn]
}

const rank: Record<Severity, number> = { error: 2, warning: 1, note: 0 }

/**
 * The verdict of a report. Findings count from `failOn` up; a change that failed or was refused is forgiven by nothing.
 * With `detailed`, planned changes are told from none.
 */
export function verdictOf(report: Report, { failOn, detailed }: { failOn: FailOn; detailed?: boolean }): Verdict {
  if (report.error) return 'cannot'
  const { missing, blocked, failed, skipped, changes } = report.summary
  if (missing + blocked + failed + skipped > 0) return 'fail'
  if (report.audit && report.audit.unreachable.length > 0) return 'fail'
  if (report.findings.some((finding) => isFailing(finding, failOn))) return 'fail'
  return detailed && changes > 0 ? 'changes' : 'clean'
}
