import { expect, it } from 'vitest'
import type { AccountCalls } from '../../../src/aws/account-calls.ts'
import type { ImageBuilders } from '../../../src/aws/image-builder.ts'
import type { JsonObject } from '../../../src/model/json.ts'
import { systemClock, systemRandom } from '../../../src/model/system.ts'
import { findLanes } from '../../../src/sources/live/find-lanes.ts'

const never = (): never => {
  throw new Error('Nothing else is asked.')
}

/** An organization that answers these. */
function organization(Accounts: JsonObject[]) {
  const calls: AccountCalls = { call: async () => ({ Accounts }), rest: never }
  return {
    imageBuilders: never as ImageBuilders,
    accounts: () => calls,
    clock: systemClock,
    random: systemRandom,
  }
}

it('names what an organization lists as an active account and is none, and goes on with the others', async () => {
  const ports = organization([
    { Id: '111111111111', State: 'ACTIVE' },
    { Id: 'o-111', State: 'ACTIVE' },
    { Name: 'nameless', State: 'ACTIVE' },
    { Id: '12', State: 'SUSPENDED' },
  ])
  const found = await findLanes({ accounts: 'all', regions: ['eu-west-1'] }, 'eu-west-1', ports, { concurrency: 5 })
  expect(found.lanes).toEqual([{ partition: 'aws', account: '111111111111', region: 'eu-west-1' }])
  expect(found.unreachable).toMatchObject([
    { account: 'o-111', code: 'InvalidAnswer', message: expect.stringContaining('12 digits') },
    { account: 'without an ID', code: 'InvalidAnswer' },
  ])
})
