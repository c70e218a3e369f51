import { builtinRules } from '../../../rules/index.ts'
import { rulesNamed } from '../../../src/lint/rule-info.ts'
import type { Change } from '../../../src/model/change.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import type { Report } from '../../../src/model/report.ts'
import { buildReport } from '../../../src/report/build-report.ts'
import { finding } from './report.ts'

const regions = ['eu-west-1', 'us-east-1', 'eu-central-1']
const arnOf = (at: number): string =>
  `arn:aws:imagebuilder:${regions[at % 3]}:${123_456_789_000 + (at % 7)}:infrastructure-configuration/team-${at % 13}-image-${at}`

/** Findings of many configurations, some with lines, a fix and a related place. */
export function bigLint(configurations: number): Report {
  const findings = Array.from({ length: configurations * 2 }, (_, at) => {
    const index = at >> 1
    const rule = builtinRules[(at * 7 + index) % (at % 5 === 0 ? 12 : builtinRules.length)] ?? builtinRules[0]!
    return finding({
      ruleId: rule.id,
      severity: rule.severity,
      message: `${rule.summary} Image ${index} says something else.`,
      file: `images/team-${index % 13}/image-${index}.yaml`,
      line: 3 + (at % 9),
      endLine: 3 + (at % 9),
      arn: arnOf(index),
      docsUrl: `https://github.com/imagebuilder-guard/imagebuilder-guard/blob/main/rules/${rule.id}.md`,
      ...(at % 2 === 0 && { source: '  httpTokens: optional', fix: { write: 'httpTokens: required' } }),
      ...(at % 6 === 1 && {
        related: [{ message: 'Called here.', file: 'main.tf', line: 3, column: 1, endLine: 3, endColumn: 9 }],
      }),
    })
  })
  return buildReport({
    files: configurations,
    specs: configurations,
    rules: rulesNamed(builtinRules, findings),
    findings,
  })
}

const changeOf = (at: number): Change => {
  const arn = arnOf(at)
  if (at % 17 === 3) return { arn, action: 'missing', fields: [], reason: 'does not exist' }
  if (at % 23 === 5) return { arn, action: 'blocked', fields: [], reason: 'error of imdsv2-required' }
  if (at % 2 === 0) return { arn, action: 'no-op', fields: [] }
  const tokens = {
    pointer: '/instanceMetadataOptions/httpTokens',
    kind: 'change',
    before: 'optional',
    after: 'required',
  } as const
  const key = { pointer: '/keyPair', kind: 'clear', before: 'admin' } as const
  return { arn, action: 'update', fields: at % 9 === 1 ? [tokens, key] : [tokens] }
}

export function bigPlan(configurations: number): Report {
  const changes = Array.from({ length: configurations }, (_, at) => changeOf(at))
  return buildReport({ files: configurations, specs: configurations, changes })
}

export function bigApply(configurations: number): Report {
  const { changes } = bigPlan(configurations)
  const outcomes = changes.map(({ arn, action }, at): Outcome => {
    const told = { arn, attempts: 1 + (at % 11 === 1 ? 2 : 0) }
    if (action === 'no-op') return { arn, status: 'unchanged', attempts: 0, verified: true }
    if (action !== 'update') {
      const error = { code: 'ResourceNotFoundException', message: 'does not exist' }
      return { arn, status: 'skipped', attempts: 0, verified: false, error }
    }
    if (at % 31 !== 1) return { ...told, status: 'applied', verified: true }
    const error = {
      code: 'AccessDeniedException',
      message: 'not authorized to perform: iam:PassRole',
      requestId: `r-${at}`,
    }
    return { ...told, status: 'failed', verified: false, error }
  })
  const startedAt = Date.UTC(2026, 0, 1)
  const timed = outcomes.map((outcome, at) => {
    const from = startedAt + at * 90
    return { ...outcome, startedAt: new Date(from).toISOString(), endedAt: new Date(from + 400).toISOString() }
  })
  const lanes = [...Map.groupBy(outcomes, ({ arn }) => arn.split(':').slice(3, 5).join(' '))].map(
    ([lane, of], index) => {
      const [region = '', account = ''] = lane.split(' ')
      const seconds = Math.min(200, Math.ceil(configurations * 0.09))
      const rate = Array.from({ length: seconds }, (_, second): [number, number] => [
        second,
        6 + 4 * Math.sin(second + index),
      ])
      return { account, region, calls: of.length * 2, throttled: index, retried: index % 3, rate }
    },
  )
  const endedAt = new Date(startedAt + configurations * 90 + 400).toISOString()
  const run = { startedAt: new Date(startedAt).toISOString(), endedAt, lanes }
  return buildReport({ files: configurations, specs: configurations, changes, outcomes: timed, run })
}

export function bigAudit(configurations: number): Report {
  const findings = Array.from({ length: configurations }, (_, at) => arnOf(at))
    .filter((_, at) => at % 4 !== 0)
    .map((arn) => finding({ arn, file: arn, origin: 'live', message: 'httpTokens is "optional" live.', fixable: true }))
  const wrong = new Set(findings.map(({ arn }) => arn))
  const arns = Array.from({ length: configurations }, (_, at) => arnOf(at))
  const ofLane = Map.groupBy(arns, (arn) => arn.split(':').slice(3, 5).join(' '))
  const lanes = [...ofLane].map(([lane, of]) => {
    const [region = '', account = ''] = lane.split(' ')
    return { account, region, configurations: of.length, compliant: of.filter((arn) => !wrong.has(arn)).length }
  })
  const managed = arns
    .filter((_, at) => at % 3 === 0)
    .map((arn, at) => ({ arn, by: `CloudFormation stack team-${at % 5}` }))
  return buildReport({
    files: 0,
    specs: 0,
    configurations,
    compliant: configurations - wrong.size,
    findings,
    audit: {
      managed,
      missing: Array.from({ length: 15 }, (_, at) => ({ arn: arnOf(at + 1_000), file: `images/${at}.yaml` })),
      unreachable: [{ account: '999999999999', region: 'eu-west-1', code: 'AccessDeniedException', message: 'no' }],
      suspended: ['888888888888'],
      lanes,
      rest: { remediable: 5, cloudFormation: 3, elsewhere: 0, specs: 1, byHand: 0 },
    },
  })
}
