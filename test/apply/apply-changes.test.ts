import { describe, expect, it } from 'vitest'
import { type ApplyOptions, applyChanges } from '../../src/apply/apply-changes.ts'
import type { Outcome, PlannedChange } from '../../src/model.ts'
import { ServiceError } from '../../src/ports/image-builder.ts'
import { planImdsv2 } from '../support/changes.ts'
import { type MemoryJournal, memoryJournal } from '../support/memory-journal.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { type SimulatedOptions, type SimulatedService, simulateService } from '../support/simulated-service.ts'
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts'

interface World {
  clock: VirtualClock
  service: SimulatedService
  journal: MemoryJournal
  changes: PlannedChange[]
  apply(options?: Partial<ApplyOptions>): Promise<Outcome[]>
}

async function world(count: number, simulated: Partial<SimulatedOptions> = {}): Promise<World> {
  const clock = createVirtualClock()
  const random = seededRandom(7)
  const service = simulateService({ clock, random, ...simulated })
  const changes = await planImdsv2(count, service, { clock, random })
  const journal = memoryJournal()
  const defaults: ApplyOptions = { concurrency: 20, rate: 'auto', maxFailures: '5%', waves: ['100%'], verify: true }
  return {
    clock,
    service,
    journal,
    changes,
    apply: (options) =>
      clock.run(
        applyChanges(
          changes,
          { imageBuilders: service.imageBuilders, clock, random, journal },
          { ...defaults, ...options },
        ),
      ),
  }
}

describe('applyChanges', () => {
  it('applies each change once, keeps unknown fields, and answers in plan order', async () => {
    const { service, changes, apply } = await world(40, { rate: () => 5, burst: 5 })
    const outcomes = await apply()
    expect(outcomes.map(({ arn }) => arn)).toEqual(changes.map(({ arn }) => arn))
    expect(new Set(outcomes.map(({ status, verified }) => `${status} ${verified}`))).toEqual(new Set(['applied true']))
    expect(service.mutations).toHaveLength(40)
    expect(service.live.get(changes[3]!.arn)).toEqual({
      instanceProfileName: 'EC2InstanceProfileForImageBuilder',
      instanceMetadataOptions: { httpTokens: 'required' },
      newcomer: { kept: [3] },
    })
  })

  it('settles an answer that was lost after the write by reading', async () => {
    const lost = new Set<string>()
    const { service, apply } = await world(5, {
      onUpdate(arn, phase) {
        if (phase === 'before' || lost.has(arn)) return
        lost.add(arn)
        throw new ServiceError('unavailable', 'ECONNRESET', 'socket hang up')
      },
    })
    const outcomes = await apply()
    expect(outcomes).toEqual(
      outcomes.map((outcome) => ({ ...outcome, status: 'applied', verified: true, attempts: 1 })),
    )
    expect(service.mutations).toHaveLength(5)
  })

  it('skips what somebody changed since the plan, and names the fields', async () => {
    const { service, changes, apply } = await world(2)
    service.live.set(changes[1]!.arn, { instanceProfileName: 'Other', keyPair: 'mine' })
    const [first, second] = await apply()
    expect(first?.status).toBe('applied')
    expect(second).toMatchObject({ status: 'skipped', attempts: 0, error: { code: 'StalePlan' } })
    expect(second?.error?.message).toContain('/instanceProfileName, /keyPair')
  })
})
