import type { Report } from '../../../model/report.ts'

/** When what happened, by account and Region. */
export function timeline(_report: Report): string {
  return ''
}
