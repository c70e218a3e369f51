import { describe, expect, it } from 'vitest'
import { ServiceError } from '../../src/aws/image-builder.ts'
import { createPacer, Stop } from '../../src/pacing/pacer.ts'
import { fixedRate } from '../../src/pacing/rate.ts'
import { idealSeconds, pacerCases, promisedCases, simulatePacer } from '../support/simulate-pacer.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

describe('the learned pace, on a virtual clock', () => {
  const cases = pacerCases({ counts: [10, 1_000], seeds: [1] })

  it.each([1, 2, 5, 20, 100])('finds %i updates a second, whatever the burst, latency and rival', async (rate) => {
    for (const scenario of cases.filter((one) => one.perSecond === rate)) {
      const run = await simulatePacer(scenario)
      const name = JSON.stringify(scenario)
      expect(run.closestCuts, name).toBeGreaterThanOrEqual(1_000)
      expect(run.longestWait, name).toBeLessThan(600)
      if (!scenario.bounds) continue
      expect(run.seconds / idealSeconds(scenario), name).toBeLessThanOrEqual(1.15)
      expect(run.throttled / scenario.count, name).toBeLessThanOrEqual(0.1)
    }
  })

  it('keeps what is promised: alone, beside a rival, and where calls reach a bucket of one in bunches', async () => {
    for (const scenario of [1, 2, 3].flatMap(promisedCases)) {
      const { ratio = Infinity, throttled = Infinity, denied = Infinity } = scenario.bounds ?? {}
      const run = await simulatePacer(scenario)
      const name = JSON.stringify(scenario)
      expect(run.seconds / idealSeconds(scenario), name).toBeLessThanOrEqual(ratio)
      expect(run.throttled / scenario.count, name).toBeLessThanOrEqual(throttled)
      expect(run.rivalDenied / Math.max(1, run.rivalCalls), name).toBeLessThanOrEqual(denied)
    }
  })

  it('does not press on where a bucket of a second is empty, however many calls are in flight', async () => {
    for (const seed of [1, 2, 3]) {
      const run = await simulatePacer({ count: 1_000, rate: () => 100, burst: 100, latencyMs: 500, seed })
      expect(run.throttled / 1_000).toBeLessThanOrEqual(0.05)
    }
  })

  it.each([0.33, 0.5, 0.7, 1, 1.3])('finds %d reads a second from 20 within the first few', async (rate) => {
    for (const count of [23, 100]) {
      const scenario = { count, rate: () => rate, burst: Math.max(1, rate), latencyMs: 50, seed: 1, start: 20 }
      const run = await simulatePacer(scenario)
      // What a bucket of more than one has left at first is taken for what it gives.
      expect(run.seconds / idealSeconds(scenario)).toBeLessThanOrEqual(rate > 1 ? 1.15 : 1.05)
    }
  })

  it('finds a slow limit again that was raised, or lowered', async () => {
    for (const [before, after, most] of [
      [0.5, 2, 1.35],
      [1, 1.3, 1.15],
      [2, 0.5, 1.15],
    ] as const) {
      const rate = (seconds: number) => (seconds < 60 ? before : after)
      const scenario = { count: 200, rate, burst: 1, latencyMs: 50, seed: 1, start: 20 }
      const run = await simulatePacer(scenario)
      expect(run.seconds / idealSeconds(scenario)).toBeLessThanOrEqual(most)
    }
  })

  it('leaves room for a rival that takes half', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const run = await simulatePacer({ count: 600, rate: () => 20, burst: 20, latencyMs: 60, rival: 10, seed })
      expect(run.throttled / 600).toBeLessThanOrEqual(0.1)
      expect(run.rivalDenied / run.rivalCalls).toBeLessThanOrEqual(0.12)
    }
  })

  it('does not sink because a rival empties a bucket of one at any pace', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const scenario = { count: 300, rate: () => 20, burst: 1, latencyMs: 50, rival: 10, seed }
      const run = await simulatePacer(scenario)
      expect(run.seconds / idealSeconds(scenario)).toBeLessThanOrEqual(100)
      expect(run.rivalDenied / run.rivalCalls).toBeLessThanOrEqual(0.12)
    }
  })

  it('follows a limit that falls to a fifth and comes back', async () => {
    const rate = (seconds: number) => (seconds > 29 / 3 && seconds < 58 / 3 ? 4 : 20)
    for (const seed of [1, 2, 3, 4, 5]) {
      const scenario = { count: 600, rate, burst: 20, latencyMs: 60, seed }
      const run = await simulatePacer(scenario)
      expect(run.seconds / idealSeconds(scenario)).toBeLessThanOrEqual(1.25)
    }
  })
})

describe('turns', () => {
  it('are given in order at the rate, retries first', async () => {
    const clock = createVirtualClock(0)
    const pacer = createPacer(clock, fixedRate(2), 'x')
    const given: string[] = []
    const take = async (name: string, again = false) => {
      await pacer.turn({ again })
      given.push(`${name} ${clock.now()}`)
    }
    await clock.run(Promise.all([take('a'), take('b'), take('c'), take('retry', true)]))
    expect(given).toEqual(['a 0', 'retry 500', 'b 1000', 'c 1500'])
  })

  it('wait as long as Retry-After says', async () => {
    const clock = createVirtualClock(0)
    const pacer = createPacer(clock, fixedRate(100), 'x')
    const refused = async () => {
      throw new ServiceError('throttled', 'SlowDown', 'x', { retryAfterMs: 30_000 })
    }
    await expect(pacer.watch(refused)).rejects.toThrow()
    await clock.run(pacer.turn())
    expect(clock.now()).toBe(30_000)
  })

  it('are slept for once, whatever answers have them wait longer', async () => {
    const clock = createVirtualClock(0)
    let sleeps = 0
    const counting = {
      ...clock,
      sleep(ms: number, signal?: AbortSignal) {
        sleeps++
        return clock.sleep(ms, signal)
      },
    }
    const pacer = createPacer(counting, { ...fixedRate(1), isByGap: true }, 'x')
    const answers = [100, 200, 300].map((ms) => clock.sleep(ms).then(() => pacer.watch(async () => undefined)))
    await clock.run(Promise.all([pacer.turn(), pacer.turn(), ...answers]))
    expect({ at: clock.now(), sleeps }).toEqual({ at: 1_300, sleeps: 2 })
  })

  it('end when the pacer is stopped, and none is given after', async () => {
    const clock = createVirtualClock(0)
    const pacer = createPacer(clock, fixedRate(1), 'x')
    const waiting = Promise.allSettled([pacer.turn(), pacer.turn(), pacer.turn()])
    const reason = new Stop('Deadline', 'over')
    void clock.sleep(500).then(() => pacer.stop(reason))
    const results = await clock.run(waiting)
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    await expect(pacer.turn()).rejects.toBe(reason)
  })
})
