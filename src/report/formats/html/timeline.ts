import type { Report } from '../../../model/report.ts'
import { visible } from '../../../text/visible.ts'
import { type TimedLane, timedLanes } from '../lane-line.ts'
import { htmlText } from './html-text.ts'
import type { Level } from './model.ts'

const width = 1000
const height = 60
/** Ticks of a lane: what ends in the same stretch of time is one. */
const columns = 200
const mostLanes = 100

const levels: Record<string, Level> = { failed: 'bad', skipped: 'warn', applied: 'good', 'rolled-back': 'good' }
const order: Level[] = ['good', 'info', 'warn', 'bad']

/** Of an apply with its times: by account and Region, the rate as a line and what was settled when, the worst on top. */
export function timeline(report: Report): string {
  const { run } = report
  if (!run) return ''
  const start = Date.parse(run.startedAt)
  const span = Date.parse(run.endedAt) - start
  if (!(span > 0) || run.lanes.length === 0) return ''
  const all = timedLanes(report)
  const lanes = all.slice(0, mostLanes).map((lane) => {
    const ticks = new Map<number, Level>()
    for (const { status, endedAt = '' } of lane.outcomes) {
      const at = Math.floor(((Date.parse(endedAt) - start) / span) * columns)
      const level = levels[status]
      if (level === undefined || !(at >= 0 && at <= columns)) continue
      const known = ticks.get(at)
      if (known === undefined || order.indexOf(level) > order.indexOf(known)) ticks.set(at, level)
    }
    return laneHtml(lane, ticks, span)
  })
  const more = all.length - lanes.length
  const rest = more > 0 ? `<p>And ${more} more.</p>` : ''
  return `<section aria-labelledby="time-head"><h2 id="time-head">Time</h2>${lanes.join('')}${rest}</section>`
}

function laneHtml({ lane, line: said }: TimedLane, ticks: ReadonlyMap<number, Level>, span: number): string {
  const most = Math.max(1, ...lane.rate.map(([, perSecond]) => perSecond))
  const points = lane.rate.map(([second, perSecond]) => {
    const x = Math.min(1, (second * 1000) / span) * width
    return `${x.toFixed(1)},${(height - 12 - (perSecond / most) * (height - 16)).toFixed(1)}`
  })
  const marks = [...ticks].map(
    ([at, level]) =>
      `<rect class="tick ${level}" x="${(at * width) / columns}" y="${height - 10}" width="4" height="10"/>`,
  )
  const words = htmlText(visible(said))
  const line = points.length > 1 ? `<polyline class="rate" points="${points.join(' ')}"/>` : ''
  const peak = line === '' ? '' : ` <small>at most ${most.toFixed(1)}/s</small>`
  return `<p class="lane">${words}${peak}</p><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}, at most ${most.toFixed(1)}/s">${line}${marks.join('')}</svg>`
}
