import type { WallClock } from '../model/clock.ts'
import type { LanePace, RunTimes } from '../model/report.ts'
import { rateOf } from '../model/update-rate.ts'
import type { Lanes, PacedLane } from '../pacing/lanes.ts'
import { isNews, paceOf } from '../pacing/pace.ts'

/** The time of a run while it goes on: a number more for each update. */
export interface Stopwatch {
  /** Now, as a report tells it. */
  now(): string
  /** The service took an update. */
  updated(lane: PacedLane): void
  /** What a lane was found to allow, when that is news. */
  newPace(lane: PacedLane): LanePace | undefined
  /** Of lanes that were called. */
  times(lanes: Lanes): RunTimes
}

export function startStopwatch(clock: WallClock): Stopwatch {
  const startedAt = clock.now()
  const updates = new Map<PacedLane, Map<number, number>>()
  const told = new Map<PacedLane, LanePace>()
  const iso = (time: number): string => new Date(time).toISOString()
  const second = (time: number): number => Math.max(0, Math.floor((time - startedAt) / 1_000))
  return {
    now: () => iso(clock.now()),
    updated(lane) {
      const counts = updates.get(lane) ?? new Map<number, number>()
      updates.set(lane, counts)
      const at = second(clock.now())
      counts.set(at, (counts.get(at) ?? 0) + 1)
    },
    newPace(lane) {
      const pace = paceOf(lane)
      if (pace === undefined || !isNews(pace, told.get(lane))) return undefined
      told.set(lane, pace)
      return pace
    },
    times(lanes) {
      const endedAt = Math.max(startedAt, clock.now())
      const called = lanes.all().filter(({ reads, writes }) => reads.calls + writes.calls > 0)
      return {
        startedAt: iso(startedAt),
        endedAt: iso(endedAt),
        lanes: called.map((lane) => {
          const { account, region, reads, writes, retried } = lane
          const pace = paceOf(lane)
          return {
            account,
            region,
            calls: reads.calls + writes.calls,
            throttled: reads.throttled + writes.throttled,
            retried,
            ...(pace && { pace }),
            rate: rateOf(updates.get(lane) ?? [], second(endedAt)),
          }
        }),
      }
    },
  }
}
