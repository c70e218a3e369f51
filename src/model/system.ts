import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { beatMs, createAwakeTime } from './awake-time.ts'
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'

/** A timer cannot hold more (25 days) and would fire at once. */
const longestMs = 2 ** 31 - 1

const awake = createAwakeTime(() => performance.now())
let waiting = 0
let beats: NodeJS.Timeout | undefined

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: awake.elapsed,
  async sleep(ms, signal) {
    if (waiting++ === 0) {
      awake.beat()
      beats = setInterval(awake.beat, beatMs).unref()
    }
    try {
      await sleep(Math.min(ms, longestMs), undefined, signal ? { signal } : {})
    } catch (error) {
      signal?.throwIfAborted()
      throw error
    } finally {
      if (--waiting === 0) {
        clearInterval(beats)
        awake.rest()
      }
    }
  },
}

export const systemRandom: Random = { next: () => Math.random(), uuid: () => randomUUID() }
