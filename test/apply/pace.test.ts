import { expect, it } from 'vitest'
import { createWorld } from '../support/world.ts'

it.each([60, 200])('sends nothing at a pace that was refused while it read for %i ms', async (latencyMs) => {
  const limits = { rate: () => 20, burst: 20, latencyMs, updateLatencyMs: 60 }
  const { service, apply } = await createWorld(600, limits)
  const outcomes = await apply()
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'applied'))
  expect(service.mutations).toHaveLength(600)
  // What had its turn when the first call was refused is a dozen updates.
  expect(service.throttled / 600).toBeLessThan(0.02)
})
