import { parseArn, parseImageBuilderArn } from '../../model/arn.ts'
import type { Outcome, Task } from '../../model/outcome.ts'
import type { Report } from '../../model/report.ts'
import type { Shard } from '../../model/shard.ts'
import { short } from '../../text/short.ts'
import { errorHint } from './error-hint.ts'

/** Account and Region, as a heading over what happens there. */
export function laneName(arn: string): string {
  const { account = '', region = '' } = parseArn(arn) ?? {}
  return `${account} ${region}`
}

export function nameOf(arn: string): string {
  return short(parseImageBuilderArn(arn)?.id ?? arn)
}

/** Changes and outcomes by account and Region, each in the report's order. */
export function byLane<T extends { arn: string }>(items: readonly T[]): [string, T[]][] {
  return [...Map.groupBy(items, ({ arn }) => laneName(arn))]
}

/** One sentence on what a plan would do. */
export function planTotals({ summary, changes, shard }: Report): string {
  const unchanged = changes.filter(({ action }) => action === 'no-op').length
  const counts = totals([
    [summary.changes, 'to update'],
    [unchanged, 'unchanged'],
    [summary.missing, 'missing'],
    [summary.blocked, 'blocked'],
  ])
  return counts + ofShard(shard)
}

/** The task and its totals, to head or to end what it did. */
export function taskTotals(report: Report, task?: Task): string {
  const isRollback = task === undefined ? hasRolledBack(report) : task === 'rollback'
  return `${isRollback ? 'Rollback' : 'Apply'}: ${applyTotals(report, isRollback)}.`
}

/** One sentence on what an apply, or a rollback, did. */
export function applyTotals(report: Report, isRollback: boolean = hasRolledBack(report)): string {
  const { summary, outcomes, shard } = report
  const rolledBack = outcomes.filter(isRolledBack).length
  const applied = summary.applied - rolledBack
  const counts = totals([
    isRollback ? [rolledBack, 'rolled back'] : [applied, 'applied'],
    // One run never does both, but a merged report may.
    [isRollback ? applied : 0, 'applied'],
    [summary.unchanged, 'unchanged'],
    [summary.skipped, 'skipped'],
    [summary.failed, 'failed'],
  ])
  return counts + ofShard(shard)
}

const isRolledBack = ({ status }: Outcome): boolean => status === 'rolled-back'
const hasRolledBack = ({ outcomes }: Report): boolean => outcomes.some(isRolledBack)

/** What to do about each kind of error, once for each code, in the order of the outcomes. */
export function nextSteps({ outcomes }: Report): [code: string, hint: string][] {
  const codes = new Set(outcomes.flatMap(({ error }) => error?.code ?? []))
  return [...codes].flatMap((code) => {
    const hint = errorHint(code)
    return hint === undefined ? [] : [[code, hint] satisfies [string, string]]
  })
}

function ofShard(shard: Shard | undefined): string {
  return shard ? ` in shard ${shard.index}/${shard.count}` : ''
}

function totals(parts: [number, string][]): string {
  const shown = parts.filter(([count], index) => count > 0 || index === 0)
  return `${shown.map(([count, word]) => `${count} ${word}`).join(', ')}`
}
