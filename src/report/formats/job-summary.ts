import type { Report } from '../../model/report.ts'
import { type ReportFrame, renderWithin } from './pr-comment.ts'

/** What GitHub takes of a step, in bytes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
const mostBytes = 1024 * 1024

/** The job summary: the same as the comment, in more room. */
export function renderJobSummary(report: Report, frame: ReportFrame): string {
  return renderWithin(report, frame, { most: mostBytes, size: (text) => Buffer.byteLength(text) })
}
