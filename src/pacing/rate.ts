import { createBackground } from './ambient-throttling.ts'
import { createGapSearch, type GapSearch } from './gap.ts'
import { createPress, type Press } from './press.ts'

/**
 * Finds the rate that a service allows from what it accepts. The service is taken for a token bucket that others share:
 * whenever it throttles the bucket is empty, so what was accepted from one throttle to the next is what it gives.
 */
export interface Rate {
  /** Calls per second. */
  readonly perSecond: number
  /** What a later run may begin with: absent while no limit was met. */
  readonly found: number | undefined
  /** An interval counts from the last accepted call, not from the last one sent: what is not asked for in time is lost. */
  readonly isByGap: boolean
  /**
   * Whether a call that was given its turn at such a pace comes too fast by now. Not so where a call in vain costs less than
   * one that is not made: at a slow bucket of one, and beside somebody who keeps the bucket empty.
   */
  isTooFast(pace: number): boolean
  accepted(now: number, latencyMs: number): void
  throttled(now: number, latencyMs: number): void
}

export function fixedRate(perSecond: number): Rate {
  return { perSecond, found: undefined, isByGap: false, isTooFast: () => false, accepted() {}, throttled() {} }
}

/** Calls per second, the slowest that is ever tried. */
const slowest = 0.2
/** Share of the measured rate that is asked for: just under it, so that the bucket fills a little. */
const headroom = 0.98
/** The longest time that accepted calls are counted over: five at the slowest pace. */
const longestMs = 25_000
/** How often a rate is cut at most: before that, the answers are about calls sent at the old one. */
const cutEveryMs = 1_000
/** Calls accepted in a row: beside somebody who keeps a small bucket empty there are hardly ever as many. */
const clean = 8
/** Calls in flight from which on they arrive in bunches, however evenly they are sent. */
const crowd = 8
/** Accepted calls after which a bucket is empty that holds as good as one. */
const fewest = 2

/**
 * Doubles the rate until the first throttles, then stays just under what is accepted and creeps up, faster the longer
 * all goes well, so that a limit that was raised again is soon found. A limit that shows again where it was is tried less
 * often. What an earlier run found is begun with.
 */
export function learnedRate(start: number, found?: number): Rate {
  let perSecond = found ?? start
  /** While the bucket was never seen empty, its fill hides the rate that refills it. */
  let throttles = found === undefined ? 0 : 2
  let latency = 0
  let steps = 0
  /** The last rate that was left for a higher one. */
  let survived = 0
  let grownAt: number | undefined
  let cutAt = Number.NEGATIVE_INFINITY
  let acceptedSinceCut = 0
  /** Accepted a second between the last two cuts. */
  let given = 0
  let patience = 1
  let total = 0
  let inARow = 0
  let gaps: GapSearch | undefined
  /** When the last accepted call was sent. */
  let acceptedFrom = 0
  let refusedFrom = Number.NEGATIVE_INFINITY
  let press: Press | undefined
  let isPressOver = false
  const background = createBackground()
  const accepts: number[] = []
  let firstAt: number | undefined

  /** Accepted calls per second of late; never less than the truth, so that it can serve as a bound. */
  function recently(now: number, leastMs: number): number {
    // Before the first answer nothing was accepted because nothing was asked.
    const known = Math.max(leastMs, now - (firstAt ?? now))
    const span = Math.min(Math.max(leastMs, 5_000 / perSecond), longestMs, known)
    const before = accepts.findLastIndex((at) => at <= now - span)
    return ((accepts.length - before) * 1_000) / span
  }

  /** Time in which the rate doubles: several answers long, so that the first throttle is not far overshot. */
  function doublingMs(): number {
    return throttles > 0 ? 1_000 : Math.min(Math.max(6 * latency, 250), 1_500)
  }

  function search(now: number, since: number): void {
    if (now - cutAt < cutEveryMs || recently(now, doublingMs()) < perSecond / 2) return
    perSecond *= 2 ** Math.min((now - since) / doublingMs(), 0.5)
  }

  function creep(now: number, since: number): boolean {
    // A rate that is not used proves nothing, so it does not grow.
    if (recently(now, 1_000) < 0.7 * perSecond * (1 - background.share)) return false
    // At a slow pace, long enough that few of the calls are throttled.
    const quietMs = patience * Math.max(3_000, 15_000 / perSecond)
    if (now - cutAt < quietMs) {
      perSecond *= 1 + (0.05 * (now - since)) / quietMs
      return true
    }
    if (now - since < Math.max(1_000, 3_000 / perSecond)) return false
    survived = perSecond
    perSecond *= Math.min(2, 1 + 0.05 * 2 ** steps++)
    return true
  }

  function reduced(now: number): number {
    const acceptable = 1 - background.share
    const recent = recently(now, 1_000) / acceptable
    // One more may have been on its way: at a slow pace that is the difference between a limit and half of it.
    const sinceCut = ((acceptedSinceCut + 1) * 1_000) / (now - cutAt) / acceptable
    // A small bucket overflows while the rate is low, so less was accepted than was to be had; then the rate has risen
    // far above the average, and the truth lies between that and the rate that was borne for a while.
    const isEven = perSecond < 1.1 * sinceCut
    const given = headroom * Math.min(recent, isEven ? sinceCut : (sinceCut + Math.max(survived, sinceCut)) / 2)
    return Math.min(0.95 * perSecond, Math.max(given, 0.3 * perSecond))
  }

  function learnPatience(now: number): void {
    const before = given
    given = (acceptedSinceCut * 1_000) / (now - cutAt)
    const isSame = Math.abs(given - before) < 0.1 * before && perSecond < 1.1 * given
    patience = isSame ? Math.min(1.5 * patience, 3) : 1
  }

  /** Whether an answer has been dealt with by pressing on. */
  function isPressed(): boolean {
    if (press === undefined || isPressOver) return false
    perSecond = press.perSecond
    isPressOver = press.isOver
    return !isPressOver
  }

  /** Whether an answer has been dealt with by the gap before its call. */
  function isOfGaps(now: number, startedAt: number, isRefused: boolean): boolean {
    const gap = startedAt - acceptedFrom
    if (isRefused) refusedFrom = startedAt
    else acceptedFrom = Math.max(acceptedFrom, startedAt)
    // A refusal is answered sooner, so it may be known first.
    const refused = refusedFrom - acceptedFrom
    if (
      gaps === undefined &&
      throttles < 2 &&
      total > 0 &&
      total <= fewest &&
      refused > 0 &&
      perSecond * latency < 1_000
    ) {
      throttles = 2
      gaps = createGapSearch(refused)
    } else if (gaps === undefined) return false
    else if (isRefused) gaps.refused(gap)
    else gaps.accepted(gap)
    perSecond = Math.max(1_000 / gaps.gapMs, slowest)
    if (!gaps.isOver) return true
    gaps = undefined
    cutAt = grownAt = now
    return false
  }

  return {
    get perSecond() {
      return perSecond
    },
    get found() {
      return throttles > 1 ? perSecond : undefined
    },
    get isByGap() {
      return gaps !== undefined
    },
    isTooFast: (pace) => perSecond < pace / 2 && gaps === undefined && background.share === 0,
    accepted(now, latencyMs) {
      latency = latency === 0 ? latencyMs : 0.8 * latency + 0.2 * latencyMs
      total++
      inARow++
      if (isOfGaps(now, now - latencyMs, false)) return
      press?.accepted(now, latency)
      if (isPressed()) return
      background.accepted()
      firstAt ??= now
      accepts.push(now)
      // What a fast pace has forgotten a slower one would miss.
      if (accepts[0] !== undefined && accepts[0] <= now - longestMs) accepts.shift()
      acceptedSinceCut++
      if (grownAt === undefined && found !== undefined) cutAt = now
      grownAt ??= now
      if (throttles < 2) search(now, grownAt)
      else if (!creep(now, grownAt)) return
      grownAt = now
    },
    throttled(now, latencyMs) {
      if (isOfGaps(now, now - latencyMs, true)) return
      if (throttles === 0 && inARow >= clean && perSecond * latency >= crowd * 1_000) press ??= createPress(perSecond)
      inARow = 0
      press?.throttled(now, latency)
      if (isPressed()) return
      background.throttled()
      if (now - cutAt < cutEveryMs || background.explains()) return
      // Cuts on the way down from the first rate say nothing about others.
      if (throttles > 1) background.cut(acceptedSinceCut)
      if (throttles > 0) learnPatience(now)
      perSecond = Math.max(throttles++ === 0 ? perSecond / 8 : reduced(now), slowest)
      steps = 0
      survived = 0
      acceptedSinceCut = 0
      cutAt = now
      grownAt = now
    },
  }
}
