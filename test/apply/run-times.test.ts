import { expect, it } from 'vitest'
import { ServiceError } from '../../src/aws/image-builder.ts'
import { createWorld } from '../support/world.ts'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const twoRegions = (index: number) => ({ region: index % 3 === 0 ? 'us-east-1' : 'eu-west-1' })

it('tells of each account and Region its calls, throttles, retries and updates per second', async () => {
  const refusedOnce = new Set<string>()
  const { service, clock, applyTimed } = await createWorld(60, {
    rate: () => 4,
    burst: 4,
    laneOf: twoRegions,
    onUpdate(arn, phase) {
      if (phase === 'after' || !/-(3|4)$/.test(arn) || refusedOnce.has(arn)) return
      refusedOnce.add(arn)
      throw new ServiceError('unavailable', 'ServiceUnavailableException', 'come again')
    },
  })
  const began = Math.floor(clock.now())
  const { outcomes, run } = await applyTimed()
  expect([Date.parse(run.startedAt), Date.parse(run.endedAt)]).toEqual([began, clock.now()].map(Math.floor))
  expect(run.lanes.map(({ account, region }) => `${account} ${region}`).sort()).toEqual([
    '123456789012 eu-west-1',
    '123456789012 us-east-1',
  ])
  expect(sum(run.lanes.map(({ throttled }) => throttled))).toBe(service.throttled)
  expect(service.throttled).toBeGreaterThan(0)
  for (const { calls, throttled, retried, region, rate } of run.lanes) {
    const own = outcomes.filter(({ arn }) => arn.includes(region))
    // Each is read, updated and read back, and again for each try.
    expect(calls).toBeGreaterThanOrEqual(own.length * 3 + 2 * throttled)
    expect(retried).toBe(throttled + 1)
    expect(Math.round(sum(rate.map(([, perSecond]) => perSecond)))).toBe(own.length)
  }
  for (const { startedAt = '', endedAt = '' } of outcomes) {
    expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(began)
    expect(Date.parse(endedAt)).toBeGreaterThan(Date.parse(startedAt))
    expect(Date.parse(endedAt)).toBeLessThanOrEqual(clock.now())
  }
})

it('has 200 points at most, however long it takes', async () => {
  const { applyTimed } = await createWorld(300, { rate: () => 0.5, burst: 1 })
  const { run } = await applyTimed({ rate: 0.4 })
  const [{ rate } = { rate: [] }] = run.lanes
  expect(rate.length).toBeGreaterThan(100)
  expect(rate.length).toBeLessThanOrEqual(200)
  const [[first] = [0], [second] = [0]] = rate
  expect(Math.round(sum(rate.map(([, perSecond]) => perSecond * (second - first))))).toBe(300)
})

it('tells the pace that it found, and a resumed run begins with it', async () => {
  const interrupt = new AbortController()
  const world = await createWorld(400, {
    rate: () => 20,
    burst: 20,
    onUpdate: () => {
      if (world.service.mutations.length === 200) interrupt.abort()
    },
  })
  const { run } = await world.applyTimed({ signal: interrupt.signal })
  const [lane] = run.lanes
  expect(lane?.pace?.updates).toBeGreaterThan(18)
  expect(lane?.pace?.updates).toBeLessThan(22)
  const earlier = world.journal.asEarlier()
  expect([...earlier.paces.keys()]).toEqual(['aws:123456789012:eu-west-1'])

  const { mutations } = world.service
  const [done, throttled, beganAt] = [mutations.length, world.service.throttled, world.clock.now()]
  let throttledEarly = Number.POSITIVE_INFINITY
  void world.clock.sleep(5_000).then(() => {
    throttledEarly = world.service.throttled
  })
  await world.resume(earlier)
  expect(throttledEarly).toBe(throttled)
  // One that has to find the pace again has sent half as many, and was refused some.
  const early = mutations.slice(done).filter(({ at }) => at < beganAt + 5_000)
  expect(early.length).toBeGreaterThanOrEqual(90)
  expect(early.length).toBeLessThanOrEqual(105)
})

it('has no pace to tell where no limit was met, or where it was stated', async () => {
  const free = await createWorld(20)
  expect((await free.applyTimed()).run.lanes.map(({ pace }) => pace)).toEqual([undefined])
  const stated = await createWorld(40, { rate: () => 4, burst: 4 })
  expect((await stated.applyTimed({ rate: 19.4 })).run.lanes.map(({ pace }) => pace?.updates)).toEqual([undefined])
  expect(JSON.stringify(stated.journal.events)).not.toContain('pace')
})

it('takes no time for what never had its turn', async () => {
  const { applyTimed } = await createWorld(6, { onUpdate: denied })
  const { outcomes } = await applyTimed({ concurrency: 1, maxFailures: 0 })
  const failed = outcomes.filter(({ status }) => status === 'failed')
  const skipped = outcomes.filter(({ error }) => error?.message.startsWith('not started'))
  expect(failed.every(({ startedAt, endedAt }) => startedAt && endedAt)).toBe(true)
  expect(skipped.length).toBeGreaterThan(0)
  expect(skipped.filter(({ startedAt, endedAt }) => startedAt ?? endedAt)).toEqual([])
})

it('says of which wave an update is, when there is more than one', async () => {
  const { changes, journal, applyTimed } = await createWorld(10)
  changes[4]!.action = 'no-op'
  const { outcomes } = await applyTimed({ waves: [1, '50%'] })
  expect(outcomes.map(({ wave }) => wave)).toEqual([1, 2, 2, 2, undefined, 2, 3, 3, 3, 3])
  expect(outcomes.every(({ status, wave = 0 }, at) => status === 'unchanged' || wave > 0 || at === 4)).toBe(true)
  expect(JSON.stringify(journal.events)).not.toContain('"wave"')
  const one = await createWorld(3)
  expect((await one.apply()).map(({ wave }) => wave)).toEqual([undefined, undefined, undefined])
})

function denied(): never {
  throw new ServiceError('refused', 'AccessDeniedException', 'no')
}
