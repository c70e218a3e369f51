import { errorData } from '../../model/errors.ts'
import type { Report } from '../../model/report.ts'
import { tool } from '../../model/tool.ts'
import { safeJson, safeJsonPieces } from '../../text/visible.ts'
import { withoutPassword } from '../../text/without-password.ts'

/** The report itself. */
export function render(report: Report): string {
  return safeJson(report)
}

export function pieces(report: Report): Iterable<string> {
  return safeJsonPieces(report, 2)
}

/** Of a run that could not do its job. */
export function renderError(error: unknown): string {
  return withoutPassword(safeJson({ version: 1, tool, error: errorData(error) }))
}
