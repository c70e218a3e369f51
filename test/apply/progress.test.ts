import { expect, it } from 'vitest'
import { type ApplyProgress, createTally } from '../../src/apply/progress.ts'
import type { Outcome } from '../../src/model/outcome.ts'

it('tells the rate of the last ten seconds, and no time left while nothing is settled', () => {
  let now = 0
  let last: ApplyProgress | undefined
  const tally = createTally(
    100,
    () => now,
    (progress) => {
      last = progress
    },
  )
  const outcome: Outcome = { arn: 'a', status: 'applied', attempts: 1, verified: true }
  for (let update = 0; update < 5; update++) {
    now += 1_000
    tally.settled(outcome)
  }
  expect(last).toMatchObject({ done: 5, rate: 1, etaMs: 95_000 })
  now += 11_000
  tally.retried('throttled')
  expect(last).toMatchObject({ done: 5, rate: 0, throttles: 1 })
  expect(last).not.toHaveProperty('etaMs')
})
