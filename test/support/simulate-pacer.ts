import { ServiceError } from '../../src/aws/image-builder.ts'
import { createPacer } from '../../src/pacing/pacer.ts'
import { learnedRate, type Rate } from '../../src/pacing/rate.ts'
import { seededRandom } from './seeded-random.ts'
import { createVirtualClock } from './virtual-clock.ts'

export interface PacerScenario {
  /** Updates. */
  count: number
  /** Per second, at a time in seconds since the start. */
  rate: (seconds: number) => number
  burst: number
  latencyMs: number
  /** Calls per second of another client that does not care, from the start to the end. */
  rival?: number
  seed: number
  /** Calls per second that the pacer begins with. @default 5 */
  start?: number
}

export interface PacerRun {
  /** Until the last update was accepted. */
  seconds: number
  throttled: number
  rivalCalls: number
  rivalDenied: number
  /** Longest time from an update's first try to its acceptance. */
  longestWait: number
  /** Shortest time between two cuts of the rate. */
  closestCuts: number
}

/** One for all: to note where each was made takes longer than all else. */
const refusal = new ServiceError('throttled', 'CallRateLimitExceededException', 'slow down')

/** The pacer as it is, on a virtual clock, against a token bucket that answers like the service. */
export async function simulatePacer(scenario: PacerScenario): Promise<PacerRun> {
  const { count, latencyMs, burst, rival = 0 } = scenario
  const clock = createVirtualClock(0)
  const random = seededRandom(scenario.seed)
  const learned = learnedRate(scenario.start ?? 5)
  const watched: Rate = {
    get perSecond() {
      return learned.perSecond
    },
    get found() {
      return learned.found
    },
    get isByGap() {
      return learned.isByGap
    },
    isTooFast: (pace) => learned.isTooFast(pace),
    accepted: (now, latency) => learned.accepted(now, latency),
    throttled(now, latency) {
      const [before, wasByGap] = [learned.perSecond, learned.isByGap]
      learned.throttled(now, latency)
      // A gap is of single calls: no answer is about another one.
      if (learned.perSecond >= before || wasByGap || learned.isByGap) return
      result.closestCuts = Math.min(result.closestCuts, now - cutAt)
      cutAt = now
    },
  }
  const pacer = createPacer(clock, watched, 'simulated')
  const result = { seconds: 0, throttled: 0, rivalCalls: 0, rivalDenied: 0, longestWait: 0, closestCuts: Infinity }
  let tokens = burst
  let filledAt = 0
  let isOver = false
  let cutAt = -Infinity

  function take(): boolean {
    const now = clock.now()
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * scenario.rate(now / 1000))
    filledAt = now
    if (tokens < 1) return false
    tokens--
    return true
  }

  async function call(): Promise<void> {
    await clock.sleep(latencyMs * (0.05 + 0.1 * random.next()))
    if (take()) return clock.sleep(latencyMs * (0.6 + 0.6 * random.next()))
    await clock.sleep(10)
    result.throttled++
    throw refusal
  }

  async function tryOnce(): Promise<boolean> {
    try {
      await pacer.watch(call)
      return true
    } catch {
      return false
    }
  }

  async function update(): Promise<void> {
    await pacer.turn()
    const firstAt = clock.now()
    while (!(await tryOnce())) await pacer.turn({ again: true })
    result.longestWait = Math.max(result.longestWait, (clock.now() - firstAt) / 1000)
  }

  async function runRival(): Promise<void> {
    if (rival === 0) return
    await clock.sleep(random.next() * (1000 / rival))
    while (!isOver) {
      result.rivalCalls++
      if (!take()) result.rivalDenied++
      await clock.sleep((1000 / rival) * (0.8 + 0.4 * random.next()))
    }
  }

  const work = Promise.all(Array.from({ length: count }, update))
  void runRival()
  await clock.run(work)
  isOver = true
  result.seconds = clock.now() / 1000
  return result
}

/** The most that a run may come to. */
interface PacerBounds {
  /** Of the ideal time. */
  ratio?: number
  /** Throttles an update. */
  throttled?: number
  /** Share of the rival's calls. */
  denied?: number
}

export interface PacerCase extends PacerScenario {
  perSecond: number
  /** Undefined where the pace is held to none. */
  bounds: PacerBounds | undefined
}

/** Long enough, alone, and with a bucket that holds a second's worth: here the pace must be close to ideal. */
const closeToIdeal: PacerBounds = { ratio: 1.15, throttled: 0.1 }

/** What the documentation says of the pace. */
export function promisedCases(seed: number): PacerCase[] {
  const usual = { count: 600, perSecond: 20, rate: () => 20, burst: 20, latencyMs: 60, seed }
  const bunched = { count: 1_000, perSecond: 100, rate: () => 100, burst: 1, latencyMs: 500, seed }
  return [
    { ...usual, bounds: { ratio: 1.03, throttled: 0.02 } },
    { ...usual, rival: 10, bounds: { throttled: 0.04, denied: 0.08 } },
    { ...bunched, bounds: { ratio: 2.5 } },
  ]
}

/** Rates, bursts, latencies and rivals in every combination. */
export function pacerCases({ counts, seeds }: { counts: number[]; seeds: number[] }): PacerCase[] {
  const cases: PacerCase[] = []
  for (const perSecond of [1, 2, 5, 20, 100]) {
    for (const burst of new Set([1, perSecond, 5 * perSecond])) {
      for (const [latencyMs, share] of [50, 500].flatMap((ms) => [0, 0.5, 0.9].map((part) => [ms, part] as const))) {
        for (const count of counts) {
          const isGated = share === 0 && burst >= perSecond && (count - burst) / perSecond >= 20
          const bounds = isGated ? closeToIdeal : undefined
          const common = { count, burst, latencyMs, perSecond, bounds, rival: share * perSecond }
          for (const seed of seeds) cases.push({ ...common, rate: () => perSecond, seed })
        }
      }
    }
  }
  return cases
}

/** The shortest time that the bucket allows, without latency. */
export function idealSeconds({ count, burst, rate }: Pick<PacerScenario, 'count' | 'burst' | 'rate'>): number {
  const step = 0.001
  let seconds = 0
  for (let given = burst; given < count; seconds += step) given += rate(seconds) * step
  return seconds
}
