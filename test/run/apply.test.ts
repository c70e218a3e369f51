import { expect, it } from 'vitest'
import { GuardError } from '../../src/model/errors.ts'
import type { Plan } from '../../src/model/plan.ts'
import { apply } from '../../src/run/apply.ts'
import { noPolicy } from '../../src/suppress/run-policy.ts'
import { createConfig } from '../support/config.ts'
import { silentHost } from '../support/host.ts'
import { memoryJournal } from '../support/memory-journal.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { noAccounts } from '../support/simulated-service.ts'
import { createWorld } from '../support/world.ts'

const tool = { name: 'imagebuilder-guard', version: '1.0.0' }

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
  const ports = {
    connect: async () => ({ imageBuilders: service.imageBuilders, accounts: noAccounts }),
    clock,
    random: seededRandom(1),
  }
  const open = async () => ({ ...journal, path: 'x', [Symbol.asyncDispose]: async () => {} })
  const { report, verdict } = await clock.run(
    apply(
      {
        of: { plan },
        policy: noPolicy,
        journal: { open, resumes: false },
        settings: { concurrency: 2 },
        failOn: 'never',
      },
      { config: createConfig({ rules: {} }) },
      ports,
      silentHost(),
    ),
  )
  expect(verdict).toBe('cannot')
  expect(report.error).toEqual({ code: 'Journal', message: 'The journal x cannot be used: the disk is full.' })
  expect(report.outcomes).toHaveLength(10)
  expect(report.summary.applied).toBe(service.mutations.length)
  if (lines < 20) expect(service.mutations.length).toBeLessThan(10)
})

it('closes the journal when all is recorded, not before', async () => {
  const { changes, service, clock } = await createWorld(10)
  const summary = { files: 10, specs: 10 }
  const plan: Plan = { kind: 'ibguard-plan', version: 1, tool, summary, findings: [], suppressed: [], changes }
  const journal = memoryJournal()
  let closedAfter: number | undefined
  const ports = {
    connect: async () => ({ imageBuilders: service.imageBuilders, accounts: noAccounts }),
    clock,
    random: seededRandom(1),
  }
  const open = async () => ({
    ...journal,
    path: 'x',
    async [Symbol.asyncDispose]() {
      closedAfter = journal.events.length
    },
  })
  const request = { of: { plan }, policy: noPolicy, journal: { open, resumes: false }, failOn: 'never' } as const
  await clock.run(apply(request, { config: createConfig({ rules: {} }) }, ports, silentHost()))
  expect(journal.events.at(-1)).toMatchObject({ event: 'end' })
  expect(closedAfter).toBe(journal.events.length)
})
