import type { Report } from '../../model/report.ts'
import { safeJson } from '../../text/visible.ts'

/** The report itself. */
export function renderJson(report: Report): string {
  return safeJson(report)
}
