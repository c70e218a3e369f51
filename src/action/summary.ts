import type { Report } from '../model.ts'
import { renderReport } from '../reporters/index.ts'

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions: 1 MiB for a step's summary. */
const mostBytes = 1024 * 1024 - 4096

/** The report as Markdown, or its totals where that would be too long for a summary. */
export function summary(report: Report): string {
  const full = renderReport(report, 'markdown')
  if (Buffer.byteLength(full) <= mostBytes) return full
  const totals = renderReport({ ...report, findings: [], changes: [], outcomes: [] }, 'markdown')
  return `${totals}\nThe report is too long to be shown here; \`report-file\` and \`sarif-file\` hold all of it.\n`
}
