import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/model/system.ts'

const listeners = ({ signal }: AbortController): number => getEventListeners(signal, 'abort').length

test('a sleep ends at its time, or at once with the reason of the signal, and leaves nothing at it', async () => {
  const end = new AbortController()
  const short = systemClock.sleep(1, end.signal)
  expect(listeners(end)).toBe(1)
  await short
  expect(listeners(end)).toBe(0)
  const reason = Symbol('over')
  const long = systemClock.sleep(2 ** 40, end.signal)
  end.abort(reason)
  await expect(long).rejects.toBe(reason)
  await expect(systemClock.sleep(2 ** 40, end.signal)).rejects.toBe(reason)
  expect(listeners(end)).toBe(0)
})
