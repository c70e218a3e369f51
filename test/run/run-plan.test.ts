import { expect, it } from 'vitest'
import { GuardError } from '../../src/model/errors.ts'
import type { Plan } from '../../src/model/plan.ts'
import { applyPlan } from '../../src/run/run-plan.ts'
import { memoryJournal } from '../support/memory-journal.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { createWorld } from '../support/world.ts'

const tool = { name: 'imagebuilder-guard', version: '1.0.0' }
const options = { concurrency: 2, rate: 'auto', maxFailures: '5%', waves: ['100%'], verify: true } as const

it.each([
  ['in its midst', 9],
  ['at its last line', 31],
])('reports that the journal of a run failed %s', async (_place, lines) => {
  const { changes, service, clock } = await createWorld(10)
  const summary = { files: 10, specs: 10 }
  const plan: Plan = { kind: 'ibguard-plan', version: 1, tool, summary, findings: [], suppressed: [], changes }
  const journal = memoryJournal()
  const { record } = journal
  let left = lines
  journal.record = async (event) => {
    if (left-- <= 1) throw new GuardError('Journal', 'The journal x cannot be used: the disk is full.')
    return record(event)
  }
  const { imageBuilders } = service
  const ports = { imageBuilders, clock, random: seededRandom(1), journal }
  const report = await clock.run(applyPlan(plan, ports, { ...options, waves: [...options.waves] }))
  expect(report.error).toEqual({ code: 'Journal', message: 'The journal x cannot be used: the disk is full.' })
  expect(report.outcomes).toHaveLength(10)
  expect(report.summary.applied).toBe(service.mutations.length)
  if (lines < 20) expect(service.mutations.length).toBeLessThan(10)
})
