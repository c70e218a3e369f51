import { fixByHand } from '../fix/fix-by-hand.ts'
import { withDetails } from '../fix/with-details.ts'
import type { Judgement } from '../lint/judgement.ts'
import { toGuardError } from '../model/errors.ts'
import type { Location } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import type { FixOf } from '../report/formats/findings-markdown.ts'
import type { RunResult } from '../run/result.ts'

/** What a mode came to, before anything is reported. */
export interface Result {
  report: Report
  /** It is what other runs left. */
  isOfOthers?: true | undefined
  /** Findings or changes from which the run fails. */
  hasFailed: boolean
  /** Why the run could not do its job. */
  error?: unknown | undefined
  notices: readonly string[]
  fixOf?: FixOf | undefined
  /** The report for formats that show what findings are about and what mends them. */
  detailed?: (() => Report) | undefined
  /** Where the spec of each target stands. */
  places?: ReadonlyMap<string, Location> | undefined
  /** Outputs that say what the mode itself has written. */
  outputs?: Record<string, string> | undefined
}

/** What a verb came to. */
export function resultOf({ report, verdict, judgements, plan }: RunResult, notices: readonly string[]): Result {
  return {
    report,
    hasFailed: verdict !== 'clean',
    error: report.error && toGuardError(report.error),
    notices,
    fixOf: fixesOf(judgements),
    detailed: () => ({ ...report, findings: withDetails(report.findings, judgements) }),
    places: plan && new Map(plan.changes.map(({ arn, location }) => [arn, location])),
  }
}

/** What mends a finding of a report; for what only the live state shows there are no lines to paste. */
function fixesOf(judgements: readonly Judgement[]): FixOf {
  const known = new Map(judgements.map((judgement) => [judgement.finding, judgement]))
  return (finding) => {
    const judgement = known.get(finding)
    return judgement && fixByHand(judgement)
  }
}
