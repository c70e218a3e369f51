import type { Change } from '../model/change.ts'
import type { Shard } from '../model/shard.ts'
import { laneKeyOf } from '../resource/target-arn.ts'

/** GitHub runs at most 256 jobs of a matrix (https://docs.github.com/actions/reference/limits). */
export const mostShards = 256

type Cut = Pick<Change, 'arn' | 'action'>

/** A matrix for `strategy.matrix` of a GitHub workflow: a job for each shard, also for an empty one. */
export interface ShardMatrix {
  include: {
    /** For `apply --shard`: `2/4`. */
    shard: string
    /** Updates of the shard. */
    changes: number
    /** Accounts and Regions, each paced by itself. */
    lanes: number
  }[]
}

/** Reads `i/N`; undefined when it is none. */
export function parseShard(text: string): Shard | undefined {
  const [, index, count] = /^([1-9][0-9]{0,2})\/([1-9][0-9]{0,2})$/.exec(text) ?? []
  const shard = { index: Number(index), count: Number(count) }
  return shard.index <= shard.count && shard.count <= mostShards ? shard : undefined
}

export function shardMatrix(changes: readonly Cut[], count: number): ShardMatrix {
  const bins = cut(changes, count)
  return {
    include: bins.map((lanes, at) => ({
      shard: `${at + 1}/${count}`,
      changes: lanes.reduce((sum, lane) => sum + lane.updates, 0),
      lanes: lanes.length,
    })),
  }
}

/**
 * What a shard has of `items`, which may be more or less than the plan's `changes`: they alone say where an account and
 * Region belongs, so that every job cuts alike. What the plan does not know is for the first shard.
 */
export function takeShard<T extends { arn: string }>(
  items: readonly T[],
  changes: readonly Cut[],
  { index, count }: Shard,
): T[] {
  const home = new Map(cut(changes, count).flatMap((lanes, at) => lanes.map(({ key }) => [key, at + 1] as const)))
  return items.filter(({ arn }) => (home.get(laneKeyOf(arn)) ?? 1) === index)
}

interface LaneLoad {
  key: string
  updates: number
  targets: number
}

/**
 * Cuts a plan into parts that take about as long, an account and Region never split: the largest goes to the part that
 * has least to do, as in Graham's LPT rule. The time of an account and Region is that of its updates, since its rate is
 * the service's.
 */
function cut(changes: readonly Cut[], count: number): LaneLoad[][] {
  const bins = Array.from({ length: count }, () => ({ lanes: [] as LaneLoad[], updates: 0, targets: 0 }))
  for (const lane of lanesOf(changes)) {
    const least = bins.reduce((a, b) => ((b.updates - a.updates || b.targets - a.targets) < 0 ? b : a))
    least.lanes.push(lane)
    least.updates += lane.updates
    least.targets += lane.targets
  }
  return bins.map(({ lanes }) => lanes)
}

/** The largest first; by name where they are equal. */
function lanesOf(changes: readonly Cut[]): LaneLoad[] {
  const lanes = [...Map.groupBy(changes, ({ arn }) => laneKeyOf(arn))].map(([key, own]) => ({
    key,
    updates: own.filter(({ action }) => action === 'update').length,
    targets: own.length,
  }))
  return lanes.sort((a, b) => b.updates - a.updates || b.targets - a.targets || (a.key < b.key ? -1 : 1))
}
