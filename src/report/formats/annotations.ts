import type { Change } from '../../model/change.ts'
import type { Finding, Location, Severity } from '../../model/finding.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Report } from '../../model/report.ts'
import { placeOf } from './audit.ts'
import { worstFirst } from './worst-first.ts'

/** A remark at a place of a file, as a platform shows it beside the code. */
export interface Annotation {
  severity: Severity
  message: string
  title?: string
  place?: Location
}

/**
 * Changes that failed or were refused, at the place of their spec where that is known, then the findings, the worst
 * first: platforms show a few of each severity.
 */
export function annotationsOf(report: Report, places?: ReadonlyMap<string, Location>): Annotation[] {
  const { findings, changes, outcomes, audit } = report
  // What a rule blocks is annotated by its finding.
  const explained = new Set(findings.flatMap(({ arn, severity }) => (severity === 'error' && arn ? [arn] : [])))
  const troubles =
    outcomes.length > 0
      ? outcomes.flatMap(ofOutcome)
      : changes.filter(({ arn }) => !explained.has(arn)).flatMap(ofChange)
  return [
    ...troubles.map(({ arn, ...said }): Annotation => {
      const place = places?.get(arn)
      return { ...said, message: `${arn}: ${said.message}`, ...(place && { place }) }
    }),
    ...(audit?.unreachable ?? []).map(
      (each): Annotation => ({ severity: 'error', title: each.code, message: `${placeOf(each)}: ${each.message}` }),
    ),
    ...worstFirst(findings).map(ofFinding),
  ]
}

type Trouble = Required<Pick<Annotation, 'severity' | 'title' | 'message'>> & { arn: string }

function ofOutcome({ arn, status, error }: Outcome): Trouble[] {
  if (status !== 'failed' && status !== 'skipped') return []
  const message = error ? `${error.code}: ${error.message}` : status
  return [{ arn, severity: status === 'failed' ? 'error' : 'warning', title: status, message }]
}

function ofChange({ arn, action, reason = action }: Change): Trouble[] {
  if (action !== 'missing' && action !== 'blocked') return []
  return [{ arn, severity: 'error', title: action, message: reason }]
}

function ofFinding(finding: Finding): Annotation {
  const { severity, message, ruleId, arn, origin } = finding
  const said = { severity, title: ruleId, message: arn === undefined ? message : `${message} (${arn})` }
  return origin === 'live' ? said : { ...said, place: finding }
}
