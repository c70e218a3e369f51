import type { LaneRun, RunTimes } from '../model/report.ts'
import { pointSeconds, rateOf } from '../model/update-rate.ts'

/** A lane in a run, on the time of all of them. */
interface Part {
  lane: LaneRun
  /** Seconds from the first start to that of the run. */
  after: number
  /** Seconds that a point of its rate stands for. */
  width: number
}

/** The time of several runs as that of one: from the first start to the last end, with the lanes of all. */
export function mergeRuns(runs: readonly RunTimes[]): RunTimes | undefined {
  if (runs.length < 2) return runs[0]
  const times = runs.flatMap(({ startedAt, endedAt }) => [Date.parse(startedAt), Date.parse(endedAt)])
  const known = times.filter(Number.isFinite)
  if (known.length === 0) return undefined
  const [start, end] = [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))]
  const parts = runs.flatMap(({ startedAt, endedAt, lanes }) => {
    const from = Date.parse(startedAt)
    const width = pointSeconds(Math.max(0, (Date.parse(endedAt) - from) / 1_000 || 0))
    return lanes.map((lane): Part => ({ lane, after: (from - start) / 1_000, width }))
  })
  const seconds = (end - start) / 1_000
  return {
    startedAt: new Date(start).toISOString(),
    endedAt: new Date(end).toISOString(),
    lanes: [...Map.groupBy(parts, ({ lane: { account, region } }) => `${account} ${region}`).values()].flatMap((same) =>
      mergeLane(same, seconds),
    ),
  }
}

function mergeLane(parts: readonly Part[], seconds: number): LaneRun[] {
  const [first] = parts
  if (!first) return []
  const { account, region } = first.lane
  const sum = (key: 'calls' | 'throttled' | 'retried'): number =>
    parts.reduce((total, { lane }) => total + lane[key], 0)
  const counts = parts.flatMap(({ lane, after, width }) =>
    lane.rate.map(([second, perSecond]) => [second + after, perSecond * width] as const),
  )
  const rate = rateOf(counts, seconds)
  // Of parts of a run one after the other, what the last found is the nearest to what holds now.
  const pace = parts.findLast(({ lane }) => lane.pace)?.lane.pace
  const counted = { calls: sum('calls'), throttled: sum('throttled'), retried: sum('retried') }
  return [{ account, region, ...counted, ...(pace && { pace }), rate }]
}
