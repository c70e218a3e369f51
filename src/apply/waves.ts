import type { RunRecord } from '../journal/journal.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Update } from './tries.ts'

export function isUpdate(change: PlannedChange): change is Update {
  return change.action === 'update' && hasSides(change)
}

export function hasSides({ before, after }: PlannedChange): boolean {
  return before !== undefined && after !== undefined
}

type Cut = Pick<RunRecord, 'changes' | 'waves'>

/** The updates of a run, wave by wave. */
export function wavesOf({ changes, waves }: Cut): Update[][] {
  return cutWaves(changes.filter(isUpdate), waves)
}

/** Outcomes with the number of their wave, in a run that has more than one. */
export function withWaves(outcomes: readonly Outcome[], run: Cut): Outcome[] {
  const waves = wavesOf(run)
  if (waves.length < 2) return [...outcomes]
  const waveOf = new Map(waves.flatMap((updates, at) => updates.map(({ arn }) => [arn, at + 1] as const)))
  return outcomes.map((outcome) => {
    const wave = waveOf.get(outcome.arn)
    return wave === undefined ? outcome : { ...outcome, wave }
  })
}

/** A count as it is, a share such as `5%` of `total` rounded up. */
function countOf(amount: number | string, total: number): number {
  if (typeof amount !== 'string' || !amount.endsWith('%')) return Number(amount)
  const share = (Number(amount.slice(0, -1)) * total) / 100
  // What binary fractions add (7 % of 100 is a little over 7) is not to be rounded up.
  return Math.ceil(Number(share.toFixed(6)))
}

/** Cuts items into waves by their cumulative counts or shares; the last takes all that remain. */
export function cutWaves<T>(items: readonly T[], waves: readonly (number | string)[]): T[][] {
  const cuts: T[][] = []
  let start = 0
  for (const end of [...waves.map((wave) => Math.min(countOf(wave, items.length), items.length)), items.length]) {
    if (end > start) cuts.push(items.slice(start, end))
    start = Math.max(start, end)
  }
  return cuts
}

/** How many failures a run bears before it stops: a share counts for at least one. */
export function failureBudget(maxFailures: number | string, total: number): number {
  const count = countOf(maxFailures, total)
  return typeof maxFailures === 'string' && maxFailures.endsWith('%') ? Math.max(1, count) : count
}
