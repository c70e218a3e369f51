import { describe, expect, it } from 'vitest'
import { applyChanges } from '../../src/apply/apply-changes.ts'
import { type ImageBuilder, type ImageBuilders, ServiceError } from '../../src/aws/image-builder.ts'
import { untilAborted } from '../../src/aws/until-aborted.ts'
import type { Lane } from '../../src/model/arn.ts'
import { createCallerCheck } from '../../src/pacing/caller.ts'
import { createLanes } from '../../src/pacing/lanes.ts'
import { memoryJournal } from '../support/memory-journal.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import { createWorld } from '../support/world.ts'

const lane = (region: string): Lane => ({ partition: 'aws', account: '123456789012', region })

describe('an STS that cannot be reached', () => {
  it.each<[string, number]>([
    ['refuses at once', 1],
    ['never answers', 5_000],
  ])('and %s is known within ten seconds, once per account', async (_, afterMs) => {
    const clock = createVirtualClock(0)
    let times = 0
    const imageBuilders: ImageBuilders = () =>
      ({
        async callerAccount() {
          times++
          await clock.sleep(afterMs)
          throw new ServiceError('unavailable', 'ECONNREFUSED', 'STS does not say whose credentials these are')
        },
      }) as Partial<ImageBuilder> as ImageBuilder
    const lanes = createLanes({ imageBuilders, clock, random: seededRandom(1) }, { concurrency: 20 })
    const check = createCallerCheck(lanes)
    const regions = ['eu-west-1', 'us-east-1', 'eu-central-1']
    const found = await clock.run(Promise.all(regions.map((region) => check(lanes.in(lane(region))))))
    expect(new Set(found.map((objection) => objection?.code))).toEqual(new Set(['ECONNREFUSED']))
    expect(clock.now()).toBeLessThanOrEqual(10_000)
    expect(times).toBeLessThanOrEqual(8)
    const before = times
    await check(lanes.in(lane('ap-south-1')))
    expect(times).toBe(before)
  })
})

describe('a source of credentials that hangs', () => {
  const hanging = <T>(signal?: AbortSignal) => untilAborted(new Promise<T>(() => {}), signal)

  it.each<[string, Partial<ImageBuilder>]>([
    ['before the caller is known', { callerAccount: hanging }],
    ['before a read', { get: (_arn, signal) => hanging(signal) }],
    ['before an update', { update: (_request, signal) => hanging(signal) }],
  ])('does not outlast deadline or interruption, %s', async (_, broken) => {
    for (const end of ['Deadline', 'Interrupted']) {
      const { service, changes, clock } = await createWorld(3)
      const startedAt = clock.now()
      const interrupt = new AbortController()
      const imageBuilders: ImageBuilders = (place) => ({ ...service.imageBuilders(place), ...broken })
      const ports = { imageBuilders, clock, random: seededRandom(1), journal: memoryJournal() }
      const options = { concurrency: 20, rate: 'auto', maxFailures: '5%', waves: ['100%'], verify: true } as const
      if (end === 'Interrupted') void clock.sleep(10_000).then(() => interrupt.abort())
      const { outcomes } = await clock.run(
        applyChanges(changes, ports, {
          ...options,
          waves: [...options.waves],
          signal: interrupt.signal,
          ...(end === 'Deadline' && { deadlineMs: 10_000 }),
        }),
      )
      expect(new Set(outcomes.map(({ error }) => error?.code))).toEqual(new Set([end]))
      expect(clock.now() - startedAt).toBeLessThanOrEqual(40_000)
    }
  })
})
