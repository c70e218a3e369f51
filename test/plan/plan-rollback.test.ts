import { expect, it } from 'vitest'
import type { EarlierRun } from '../../src/journal/journal.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { planRollback, sentBy } from '../../src/plan/plan-rollback.ts'
import { arnOf } from '../support/changes.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { createWorld } from '../support/world.ts'

const arn = arnOf('web-0')

/** Plans the rollback of a run of one update, of a target that is live like that now. */
async function planned(liveNow: JsonObject, readBack?: JsonObject, isSettled = false) {
  const { changes, clock, service, apply, journal } = await createWorld(1)
  await apply()
  const [change] = changes
  const run: EarlierRun = { ...journal.asEarlier(), readBack: new Map(readBack ? [[arn, readBack]] : []) }
  service.live.set(arn, { ...change?.after, ...liveNow })
  const ports = { imageBuilders: service.imageBuilders, clock, random: seededRandom(1) }
  const plan = planRollback(sentBy(run), run, () => isSettled, ports, { concurrency: 1 })
  return { before: change?.before, plan: await clock.run(plan) }
}

it('takes what verification read for the work of the run', async () => {
  const { before, plan } = await planned(
    { keyPair: 'debug' },
    { ...(await planned({})).plan[0]?.before, keyPair: 'debug' },
  )
  expect(plan).toMatchObject([{ action: 'update', after: before }])
  expect(plan[0]?.fields.map(({ pointer, kind }) => [pointer, kind])).toEqual([
    ['/instanceMetadataOptions/httpTokens', 'clear'],
    ['/keyPair', 'clear'],
  ])
})

it('leaves a third state, and what an earlier rollback settled: seen again, it is said', async () => {
  const other = await planned({ keyPair: 'debug' })
  expect(other.plan).toMatchObject([
    { action: 'blocked', code: 'StalePlan', reason: expect.stringContaining('/keyPair') },
  ])
  const moved = await planned({ keyPair: 'debug' }, undefined, true)
  expect(moved.plan).toMatchObject([{ action: 'no-op', fields: [] }])
  const again = await planned({}, undefined, true)
  expect(again.plan).toMatchObject([{ action: 'blocked', code: 'SettledEarlier', fields: [] }])
})
