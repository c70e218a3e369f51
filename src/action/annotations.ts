import type { Finding, Report, Severity } from '../model.ts'
import { renderReport } from '../reporters/index.ts'

/**
 * How many annotations of a kind a step may have; what is beyond is only in the log.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
const most = 10

/** Workflow commands for the findings, at most ten of a severity; the tenth says how many more there are. */
export function annotations(report: Report): string {
  const severities: Severity[] = ['error', 'warning', 'note']
  const findings = severities.flatMap((severity) => capped(report.findings.filter((one) => one.severity === severity)))
  return renderReport({ ...report, findings }, 'github')
}

function capped(findings: readonly Finding[]): Finding[] {
  const more = findings.length - most
  const shown = findings.slice(0, most)
  const last = shown.at(-1)
  if (more <= 0 || !last) return shown
  return [
    ...shown.slice(0, -1),
    { ...last, message: `${last.message} (and ${more} more of this severity: see the job summary)` },
  ]
}
