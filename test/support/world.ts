import { type Applied, type ApplyOptions, applyChanges } from '../../src/apply/apply-changes.ts'
import type { EarlierRun } from '../../src/journal/journal.ts'
import type { PlannedChange } from '../../src/model/change.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { planImdsv2 } from './changes.ts'
import { type MemoryJournal, memoryJournal } from './memory-journal.ts'
import { seededRandom } from './seeded-random.ts'
import { type SimulatedOptions, type SimulatedService, simulateService } from './simulated-service.ts'
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts'

export interface World {
  clock: VirtualClock
  service: SimulatedService
  changes: PlannedChange[]
  journal: MemoryJournal
  apply(options?: Partial<ApplyOptions>): Promise<Outcome[]>
  /** The same with its time. */
  applyTimed(options?: Partial<ApplyOptions>): Promise<Applied>
  /** Applies as a later process would that finds this journal. */
  resume(earlier: EarlierRun, options?: Partial<ApplyOptions>): Promise<Outcome[]>
}

export interface WorldOptions extends Partial<SimulatedOptions> {
  laneOf?: (index: number) => { account?: string; region?: string }
  /** Sees the clock before the service is made. */
  onClock?: (clock: VirtualClock) => void
}

/** Planned changes in front of a simulated service, on a virtual clock. */
export async function createWorld(count: number, { laneOf, onClock, ...simulated }: WorldOptions = {}): Promise<World> {
  const clock = createVirtualClock()
  onClock?.(clock)
  const random = seededRandom(7)
  const service = simulateService({ clock, random, ...simulated })
  const changes = await planImdsv2(count, service, { clock, random }, laneOf)
  const journal = memoryJournal()
  const defaults: ApplyOptions = { concurrency: 20, rate: 'auto', maxFailures: '5%', waves: ['100%'], verify: true }
  const run = (memory: MemoryJournal, options?: Partial<ApplyOptions>) => {
    const ports = { imageBuilders: service.imageBuilders, clock, random, journal: memory }
    return clock.run(applyChanges(changes, ports, { ...defaults, ...options }))
  }
  return {
    clock,
    service,
    changes,
    journal,
    apply: async (options) => (await run(journal, options)).outcomes,
    applyTimed: (options) => run(journal, options),
    resume: async (earlier, options) => (await run(memoryJournal(earlier), options)).outcomes,
  }
}
