import { expect, test } from 'vitest'
import { createTeller } from '../../src/cli/host.ts'
import { silentIo } from '../support/silent-io.ts'

test('progress that is not shown is not put in words, which for many accounts and Regions takes its time', () => {
  let asked = 0
  const now = {
    ...{ done: 1, total: 2, listed: 240, places: 240, throttles: 0 },
    get etaMs() {
      asked++
      return 1_000
    },
  }
  using teller = createTeller({ ...silentIo, stderr: { ...silentIo.stderr, isTTY: true } })
  for (let round = 0; round < 1_000; round++) teller.progress({ stage: 'auditing', now })
  expect(asked).toBe(1)
})
