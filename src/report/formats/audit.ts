/** An audit in words. */
import type { Audit, Rest, Unreachable } from '../../model/audit.ts'
import type { Report } from '../../model/report.ts'
import { errorHint } from './error-hint.ts'
import { plural } from './text.ts'

/** `37 of 412 configurations in 9 accounts comply; 310 of the rest can be remediated, 65 are managed by CloudFormation` */
export function auditSentence({ summary, audit }: Report): string {
  const { configurations = 0, compliant = 0 } = summary
  const accounts = new Set(audit?.lanes.map(({ account }) => account)).size
  const comply = configurations === 1 ? 'complies' : 'comply'
  const all = `${compliant} of ${plural(configurations, 'configuration')} in ${plural(accounts, 'account')} ${comply}`
  const rest = audit ? restOf(audit.rest) : []
  return rest.length > 0 ? `${all}; ${rest.join(', ')}` : all
}

function restOf({ remediable, cloudFormation, elsewhere, specs, byHand }: Rest): string[] {
  const are = (count: number): string => (count === 1 ? 'is' : 'are')
  const left = remediable + cloudFormation + elsewhere + specs + byHand
  if (left === 0) return []
  return [
    `${remediable} of the rest can be remediated`,
    ...(cloudFormation > 0 ? [`${cloudFormation} ${are(cloudFormation)} managed by CloudFormation`] : []),
    ...(elsewhere > 0 ? [`${elsewhere} ${are(elsewhere)} managed by another tool`] : []),
    ...(specs > 0 ? [`${specs} ${specs === 1 ? 'has a spec' : 'have specs'}`] : []),
    ...(byHand > 0 ? [`${byHand} ${byHand === 1 ? 'needs' : 'need'} a person`] : []),
  ]
}

/** `account 123456789012 in eu-west-1`, as far as it is known. */
export function placeOf({ account, region }: Pick<Unreachable, 'account' | 'region'>): string {
  return region === undefined ? `account ${account}` : `account ${account} in ${region}`
}

/** What is to be known beside the findings. */
export interface AuditFact {
  heading: string
  lines: string[]
  /** What to do about them. */
  hints: string[]
}

/** The worst first. */
export function auditFacts({ unreachable, missing, suspended }: Audit): AuditFact[] {
  const facts: AuditFact[] = [
    {
      heading: 'Not reached',
      lines: unreachable.map((each) => `${placeOf(each)}: ${each.code}: ${each.message}`),
      hints: [...new Set(unreachable.map(({ code }) => errorHint(code)).filter((hint) => hint !== undefined))],
    },
    { heading: 'Missing live', lines: missing.map(({ arn, file }) => `${arn} (${file})`), hints: [] },
    {
      heading: 'Left out',
      lines: suspended.length > 0 ? [`${plural(suspended.length, 'account')} not active: ${suspended.join(', ')}`] : [],
      hints: [],
    },
  ]
  return facts.filter(({ lines }) => lines.length > 0)
}

/** Who keeps each configuration that somebody does. */
export function keepersOf({ audit }: Report): ReadonlyMap<string, string> {
  return new Map(audit?.managed.map(({ arn, by }) => [arn, by]))
}
