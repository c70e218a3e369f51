import { withDetails } from '../fix/with-details.ts'
import { toGuardError } from '../model/errors.ts'
import type { Location } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import type { FixOf } from '../report/formats/findings-markdown.ts'
import type { RunResult } from '../run/result.ts'
import { fixesOf } from './fixes.ts'

/** What a mode came to, before anything is reported. */
export interface Result {
  report: Report
  /** It is what other runs left. */
  isOfOthers?: true
  /** Findings or changes from which the run fails. */
  hasFailed: boolean
  /** Why the run could not do its job. */
  error?: unknown
  notices: readonly string[]
  fixOf?: FixOf
  /** The report for formats that show what findings are about and what mends them. */
  detailed?: () => Report
  /** Where the spec of each target stands. */
  places?: ReadonlyMap<string, Location>
  /** Outputs that say what the mode itself has written. */
  outputs?: Record<string, string>
}

/** What a verb came to. */
export function resultOf({ report, verdict, judgements, plan }: RunResult, notices: readonly string[]): Result {
  return {
    report,
    hasFailed: verdict !== 'clean',
    ...(report.error && { error: toGuardError(report.error) }),
    notices,
    fixOf: fixesOf(judgements),
    detailed: () => ({ ...report, findings: withDetails(report.findings, judgements) }),
    ...(plan && { places: new Map(plan.changes.map(({ arn, location }) => [arn, location])) }),
  }
}
