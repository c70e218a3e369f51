import type { Clock } from '../../src/model/clock.ts'

export interface StepClock extends Clock {
  /** Lets time pass: whoever waits for no longer than this is woken. */
  pass(ms: number): void
}

/** Time that passes only when a test says so. */
export function createStepClock(start: number = Date.parse('2026-01-01T00:00:00Z')): StepClock {
  let now = start
  let waiting: { at: number; wake: () => void }[] = []
  return {
    now: () => now,
    elapsed: () => now - start,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
        waiting.push({ at: now + ms, wake: resolve })
      })
    },
    pass(ms) {
      now += ms
      const due = waiting.filter(({ at }) => at <= now)
      waiting = waiting.filter(({ at }) => at > now)
      for (const { wake } of due) wake()
    },
  }
}
