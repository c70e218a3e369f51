import type { Location } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import type { FixOf } from '../report/formats/findings-markdown.ts'

/** What a mode came to, before anything is reported. */
export interface Result {
  report: Report
  /** Findings or changes from which the run fails. */
  hasFailed: boolean
  /** Why the run could not do its job. */
  error?: unknown
  notices: readonly string[]
  fixOf?: FixOf
  /** Where the spec of each target stands. */
  places?: ReadonlyMap<string, Location>
  /** Outputs that say what the mode itself has written. */
  outputs?: Record<string, string>
}
