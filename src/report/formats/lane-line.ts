import type { LaneRun, Report } from '../../model/report.ts'
import { laneOf } from './changes.ts'
import { plural } from './text.ts'

/** `123456789012 eu-west-1: 212 updates in 11 s, 19.3/s, 4 throttled` */
export function laneLine({ outcomes, run }: Report, { account, region, throttled, retried }: LaneRun): string {
  const name = `${account} ${region}`
  const own = outcomes.filter(({ arn, attempts }) => attempts > 0 && laneOf(arn) === name)
  const times = own.flatMap(({ startedAt, endedAt }) => [Date.parse(startedAt ?? ''), Date.parse(endedAt ?? '')])
  const known = times.filter(Number.isFinite)
  const [from, to] =
    known.length > 0
      ? [known.reduce((a, b) => Math.min(a, b)), known.reduce((a, b) => Math.max(a, b))]
      : [Date.parse(run?.startedAt ?? ''), Date.parse(run?.endedAt ?? '')]
  const seconds = Math.max(to - from, 0) / 1000
  const pace =
    seconds > 0 ? ` in ${seconds.toFixed(seconds < 10 ? 1 : 0)} s, ${(own.length / seconds).toFixed(1)}/s` : ''
  const more = [...(throttled > 0 ? [`${throttled} throttled`] : []), ...(retried > 0 ? [`${retried} retried`] : [])]
  return [`${name}: ${plural(own.length, 'update')}${pace}`, ...more].join(', ')
}
