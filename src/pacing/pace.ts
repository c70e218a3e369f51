import type { LanePace } from '../model/report.ts'
import type { PacedLane } from './lanes.ts'

/** What a lane was found to allow so far; undefined while it met no limit. */
export function paceOf({ reads, writes }: PacedLane): LanePace | undefined {
  const [updates, read] = [writes.rate.found, reads.rate.found]
  if (updates === undefined && read === undefined) return undefined
  return {
    ...(updates !== undefined && { updates: rounded(updates) }),
    ...(read !== undefined && { reads: rounded(read) }),
  }
}

/** As precisely as it is known. */
const rounded = (rate: number): number => Number(rate.toPrecision(3))

/** Whether a pace is worth another note: by less it goes up and down all the time. */
export function isNews(pace: LanePace, told: LanePace = {}): boolean {
  const differs = (one = 0, other = 0): boolean => Math.abs(one - other) > 0.05 * Math.max(one, other)
  return differs(pace.updates, told.updates) || differs(pace.reads, told.reads)
}
