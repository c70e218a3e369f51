import { randomUUID } from 'node:crypto'
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
      await timer(Math.min(ms, longestMs), signal)
    } finally {
      if (--waiting === 0) {
        clearInterval(beats)
        awake.rest()
      }
    }
  },
}

/** That of `node:timers/promises` holds five times as much, and one waits for each account and Region. */
function timer(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = () => {
      clearTimeout(waits)
      reject(signal?.reason)
    }
    const waits = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

export const systemRandom: Random = { next: () => Math.random(), uuid: () => randomUUID() }
