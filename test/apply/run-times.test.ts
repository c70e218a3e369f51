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
