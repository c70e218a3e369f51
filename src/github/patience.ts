import type { Clock } from '../model/clock.ts'
import { PullRequestError } from './pull-request.ts'

/** How long a run waits for GitHub in all; a report is not worth more. */
const inAllMs = 60_000
/** How long it waits for one answer, to its last byte. */
const oneMs = 15_000

/** What a run is willing to wait for GitHub: by the clock, whatever GitHub asks for. */
export interface Patience {
  /** Runs a request, whose signal ends with the time for it, the time for all of them, or the run. */
  ask<T>(request: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** Waits, and throws at once what cannot be waited for. */
  sleep(ms: number): Promise<void>
  now(): number
}

/** The signal is that of the run: it ends every wait. */
export function createPatience(clock: Clock, signal: AbortSignal): Patience {
  let spent = 0
  const during = async <T>(work: () => Promise<T>): Promise<T> => {
    const start = clock.elapsed()
    try {
      return await work()
    } finally {
      spent += clock.elapsed() - start
    }
  }
  const left = (): number => {
    signal.throwIfAborted()
    if (spent >= inAllMs) throw new PullRequestError(tooLong)
    return inAllMs - spent
  }
  return {
    now: () => clock.now(),
    async ask(request) {
      const limit = Math.min(left(), oneMs)
      return during(() => within(limit, request, clock, signal))
    },
    async sleep(ms) {
      // With nothing left after it, a pause would lead nowhere.
      if (ms >= left()) {
        const seconds = Math.ceil(ms / 1_000)
        throw new PullRequestError(`GitHub asks to wait ${seconds} s; the run waits ${inAllMs / 1_000} s in all.`)
      }
      await during(() => clock.sleep(ms, signal))
    },
  }
}

const tooLong = `GitHub took more than ${inAllMs / 1_000} s in all; the run waits no longer.`

/** A request that ignores its signal is left behind. */
async function within<T>(
  ms: number,
  request: (signal: AbortSignal) => Promise<T>,
  clock: Clock,
  signal: AbortSignal,
): Promise<T> {
  const isDone = new AbortController()
  const isOver = new AbortController()
  const over = clock.sleep(ms, AbortSignal.any([signal, isDone.signal])).then(
    () => {
      throw new PullRequestError(`GitHub did not answer within ${Math.ceil(ms / 1_000)} s.`)
    },
    (reason) => {
      throw reason
    },
  )
  // Once the answer is there, nobody hears of it.
  over.catch((reason) => isOver.abort(reason))
  try {
    return await Promise.race([request(AbortSignal.any([signal, isOver.signal])), over])
  } finally {
    isDone.abort(new Error('answered'))
  }
}
