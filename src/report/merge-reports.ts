import type { Audit, Rest } from '../model/audit.ts'
import type { Change } from '../model/change.ts'
import { type ErrorDetail, GuardError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Report, RuleInfo } from '../model/report.ts'
import type { Shard } from '../model/shard.ts'
import { buildReport } from './build-report.ts'
import { mergeRuns } from './merge-runs.ts'
import type { ParsedReport } from './parse-report.ts'

export interface MergedReport {
  /** Of the files that count. */
  report: Report
  /** Set when a file does not count or a shard is missing: then the whole could not do its job. */
  error?: GuardError
}

/**
 * One report of the reports of shards; a merged report never looks better than one of its parts.
 *
 * - A finding that several report counts once.
 * - So does a target that several report, with the worse of its changes and outcomes: the others may be of an earlier
 *   attempt or a later one, which no report tells.
 * - Specs add up, and so do files; shards of one plan share its files, so theirs count once.
 * - Times go from the first start to the last end; what was counted by account and Region adds up.
 * - The summary is counted anew.
 */
export function mergeReports(parsed: readonly ParsedReport[]): MergedReport {
  const reports = parsed.flatMap((item) => ('report' in item ? [item.report] : []))
  const run = mergeRuns(reports.flatMap(({ run: own }) => own ?? []))
  const report = buildReport({
    files: filesOf(reports),
    specs: specsOf(reports),
    rules: rulesOf(reports),
    ...(run && { run }),
    ...auditOf(reports),
    findings: withoutRepeats(reports.map(({ findings }) => findings)),
    suppressed: withoutRepeats(reports.map(({ suppressed }) => suppressed)),
    changes: worst(
      reports.flatMap(({ changes }) => changes),
      ({ action }) => actions.indexOf(action),
    ),
    outcomes: worst(
      reports.flatMap(({ outcomes }) => outcomes),
      ({ status }) => statuses.indexOf(status),
    ),
  })
  const details = [...parsed.flatMap(problemOf), ...missingShards(reports)]
  return details.length === 0 ? { report } : { report, error: unusable(details, parsed.length) }
}

/** Of audits of different accounts. */
function auditOf(
  reports: readonly Report[],
): Pick<Parameters<typeof buildReport>[0], 'audit' | 'configurations' | 'compliant'> {
  const audits = reports.flatMap(({ audit }) => audit ?? [])
  if (audits.length === 0) return {}
  const of = <Key extends 'managed' | 'missing' | 'unreachable' | 'lanes'>(key: Key) =>
    audits.flatMap((audit) => audit[key] as Audit[Key][number][]) as Audit[Key]
  const rest = (kind: keyof Rest): number => sum(audits.map((audit) => audit.rest[kind]))
  return {
    configurations: sum(reports.map(({ summary }) => summary.configurations ?? 0)),
    compliant: sum(reports.map(({ summary }) => summary.compliant ?? 0)),
    audit: {
      managed: of('managed'),
      missing: of('missing'),
      unreachable: of('unreachable'),
      suspended: [...new Set(audits.flatMap(({ suspended }) => suspended))],
      lanes: of('lanes'),
      rest: {
        remediable: rest('remediable'),
        cloudFormation: rest('cloudFormation'),
        elsewhere: rest('elsewhere'),
        specs: rest('specs'),
        byHand: rest('byHand'),
      },
    },
  }
}

function rulesOf(reports: readonly Report[]): RuleInfo[] {
  return [...new Map(reports.flatMap(({ rules = [] }) => rules.map((rule) => [rule.id, rule] as const))).values()]
}

/** The worse the further to the right. */
const actions: Change['action'][] = ['no-op', 'update', 'missing', 'blocked']
const statuses: Outcome['status'][] = ['unchanged', 'applied', 'rolled-back', 'skipped', 'failed']

function worst<T extends { arn: string }>(items: readonly T[], rank: (item: T) => number): T[] {
  const byTarget = new Map<string, T>()
  for (const item of items) {
    const known = byTarget.get(item.arn)
    if (!known || rank(item) > rank(known)) byTarget.set(item.arn, item)
  }
  return [...byTarget.values()]
}

/** What one report says twice it means twice. */
function withoutRepeats<T extends Finding>(lists: readonly (readonly T[])[]): T[] {
  const seen = new Set<string>()
  return lists.flatMap((list) => {
    const keyed = list.map((finding): [string, T] => [keyOf(finding), finding])
    const fresh = keyed.filter(([key]) => !seen.has(key))
    for (const [key] of fresh) seen.add(key)
    return fresh.map(([, finding]) => finding)
  })
}

/** The whole finding, whatever the order of its members. */
function keyOf(finding: Finding): string {
  return JSON.stringify(Object.entries(finding).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function filesOf(reports: readonly Report[]): number {
  const shared = reports.filter(({ shard }) => shard).map(({ summary }) => summary.files)
  const own = reports.filter(({ shard }) => !shard).map(({ summary }) => summary.files)
  return Math.max(0, ...shared) + sum(own)
}

/** A shard that is reported twice has its specs once. */
function specsOf(reports: readonly Report[]): number {
  const shards = Map.groupBy(
    reports.filter(({ shard }) => shard),
    ({ shard }) => shard?.index,
  )
  const own = reports.filter(({ shard }) => !shard).map(({ summary }) => summary.specs)
  return sum([...own, ...[...shards.values()].map((same) => Math.max(...same.map(({ summary }) => summary.specs)))])
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

function problemOf(item: ParsedReport): ErrorDetail[] {
  return 'problem' in item
    ? [{ file: item.file, message: `${item.problem}.`, ...(item.hint && { hint: item.hint }) }]
    : []
}

/** A shard that never reported may have done anything; a merged report without it would look clean. */
function missingShards(reports: readonly Report[]): ErrorDetail[] {
  const shards = reports.flatMap(({ shard }) => shard ?? [])
  const counts = [...new Set(shards.map(({ count }) => count))]
  if (counts.length > 1) return [{ message: `The shards are of different plans: ${counts.join(' and ')} parts.` }]
  const [count = 0] = counts
  const present = new Set(shards.map(({ index }: Shard) => index))
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !present.has(index))
  return missing.map((index) => ({ message: `There is no report of shard ${index}/${count}.` }))
}

function unusable(details: readonly ErrorDetail[], files: number): GuardError {
  const [only] = details
  if (details.length === 1 && only) {
    const { file, message, hint } = only
    return new GuardError('Report', file === undefined ? message : `${file} ${message}`, { hint: hint ?? advice })
  }
  return new GuardError('Report', `${files} reports do not make a whole one.`, { hint: advice, details })
}

const advice = 'Run what is missing again (apply with --resume), and merge the last report of each shard.'
