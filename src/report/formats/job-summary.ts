import type { Report } from '../../model/report.ts'
import { type ReportFrame, renderLadder } from './pr-comment.ts'

/** What GitHub takes of a step, in bytes: https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
const mostBytes = 1024 * 1024

/** The job summary, down the same ladder as the comment. */
export function renderJobSummary(report: Report, frame: ReportFrame): string {
  return renderLadder(report, frame, (text) => Buffer.byteLength(text) <= mostBytes)
}
