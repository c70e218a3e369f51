import type { Outcome } from '../../model/outcome.ts'
import type { LaneRun, Report, RunTimes } from '../../model/report.ts'
import { laneName } from './changes.ts'
import { plural } from './text.ts'

export interface TimedLane {
  lane: LaneRun
  /** What the run did there; what a run before it did is not of its time. */
  outcomes: Outcome[]
  /** `123456789012 eu-west-1: 212 updates in 11 s, 19.3/s, 4 throttled, limit found at 19.4/s` */
  line: string
}

/** The accounts and Regions of a run with its time. */
export function timedLanes({ run, outcomes }: Report): TimedLane[] {
  if (!run) return []
  const startedAt = Date.parse(run.startedAt)
  const own = outcomes.filter(({ endedAt }) => endedAt === undefined || !(Date.parse(endedAt) < startedAt))
  const ofLane = Map.groupBy(own, ({ arn }) => laneName(arn))
  return run.lanes.map((lane) => {
    const there = ofLane.get(`${lane.account} ${lane.region}`) ?? []
    return { lane, outcomes: there, line: laneLine(lane, there, run) }
  })
}

function laneLine(
  { account, region, throttled, retried, pace: found }: LaneRun,
  outcomes: readonly Outcome[],
  run: RunTimes,
) {
  const sent = outcomes.filter(({ attempts }) => attempts > 0)
  const known = sent.flatMap(({ startedAt = '', endedAt = '' }) => [Date.parse(startedAt), Date.parse(endedAt)])
  const times = known.filter(Number.isFinite)
  const [from, to] =
    times.length > 0
      ? [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))]
      : [Date.parse(run.startedAt), Date.parse(run.endedAt)]
  const seconds = Math.max(to - from, 0) / 1000
  const isPaced = seconds > 0 && sent.length > 0
  const pace = isPaced ? ` in ${seconds.toFixed(seconds < 10 ? 1 : 0)} s, ${(sent.length / seconds).toFixed(1)}/s` : ''
  const more = [
    ...(throttled > 0 ? [`${throttled} throttled`] : []),
    ...(retried > 0 ? [`${retried} retried`] : []),
    ...(found?.updates === undefined ? [] : [`limit found at ${found.updates}/s`]),
  ]
  return [`${account} ${region}: ${plural(sent.length, 'update')}${pace}`, ...more].join(', ')
}
