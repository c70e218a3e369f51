import { ServiceError } from '../aws/image-builder.ts'
import type { Clock } from '../model/clock.ts'
import type { Rate } from './rate.ts'

/** How long a service may refuse every call before its lane is given up. */
const stallAfterMs = 10 * 60_000

/** Timers are late by milliseconds; as much is made up for, lest a fast pace be slowed by them. */
const catchUpMs = 20

/** Why a sleep ends early; an error would be made for each, with a stack that nobody reads. */
const woken = Symbol('woken')

/** Ends what waits for a turn, and every turn asked for later. */
export class Stop extends Error {
  override readonly name = 'Stop'
  readonly code: string
  /** Whether a later process can go on where this one stopped. */
  readonly isResumable: boolean

  constructor(code: string, message: string, { isResumable = false }: { isResumable?: boolean } = {}) {
    super(message)
    this.code = code
    this.isResumable = isResumable
  }
}

/**
 * Hands out turns in order at the rate that the service allows. First tries and retries share it; a retry goes first,
 * so that few changes are ever between their first try and their end.
 */
export interface Pacer {
  readonly rate: Rate
  /** Made so far, and how many of them the service refused as too many. */
  readonly calls: number
  readonly throttled: number
  /** Resolves once `enter` has; no later turn is given before. */
  turn(options?: { again?: boolean; enter?: () => Promise<void> }): Promise<void>
  /** Makes a call that was given its turn, and learns from how it went. */
  watch<T>(call: () => Promise<T>): Promise<T>
  stop(reason: Stop): void
}

interface Waiter {
  enter: () => Promise<void>
  resolve: () => void
  reject: (reason: unknown) => void
}

export function createPacer(clock: Clock, rate: Rate, name: string): Pacer {
  const first: Waiter[] = []
  const again: Waiter[] = []
  let isRunning = false
  let stopped: Stop | undefined
  let readyAt = clock.elapsed()
  let refusedSince: number | undefined
  let acceptedFrom = Number.NEGATIVE_INFINITY
  let calls = 0
  let refusals = 0
  /** Ends a sleep early. */
  let wake = new AbortController()

  async function run(): Promise<void> {
    isRunning = true
    while (first.length + again.length > 0) {
      const wait = readyAt - clock.elapsed()
      if (wait >= 1) {
        if (wake.signal.aborted) wake = new AbortController()
        await clock.sleep(wait, wake.signal).catch(() => {})
        continue
      }
      const waiter = again.shift() ?? first.shift()
      try {
        await waiter?.enter()
        waiter?.resolve()
      } catch (error) {
        waiter?.reject(error)
      }
      readyAt = Math.max(readyAt, clock.elapsed() - catchUpMs) + 1000 / rate.perSecond
    }
    isRunning = false
  }

  function accepted(startedAt: number): void {
    const now = clock.elapsed()
    refusedSince = undefined
    acceptedFrom = Math.max(acceptedFrom, startedAt)
    rate.accepted(now, now - startedAt)
    if (rate.isByGap) ready(acceptedFrom + 1000 / rate.perSecond)
  }

  /** Sooner than who waits was told, perhaps. */
  function ready(at: number): void {
    const isSooner = at < readyAt
    readyAt = at
    if (isSooner) wake.abort(woken)
  }

  function throttled(startedAt: number, retryAfterMs: number): void {
    const now = clock.elapsed()
    rate.throttled(now, now - startedAt)
    refusals++
    if (rate.isByGap) ready(acceptedFrom + 1000 / rate.perSecond)
    readyAt = Math.max(readyAt, now + retryAfterMs)
    refusedSince ??= now
    if (now - refusedSince >= stallAfterMs) {
      stop(new Stop('Stalled', `${name} has accepted no call for ${stallAfterMs / 60_000} minutes`))
    }
  }

  function stop(reason: Stop): void {
    stopped ??= reason
    wake.abort(woken)
    for (const waiter of [...again.splice(0), ...first.splice(0)]) waiter.reject(stopped)
  }

  return {
    rate,
    get calls() {
      return calls
    },
    get throttled() {
      return refusals
    },
    turn({ again: isRetry = false, enter = async () => {} } = {}) {
      if (stopped) return Promise.reject(stopped)
      return new Promise((resolve, reject) => {
        const queue = isRetry ? again : first
        queue.push({ enter, resolve, reject })
        if (!isRunning) void run()
      })
    },
    async watch(call) {
      calls++
      const startedAt = clock.elapsed()
      try {
        const answer = await call()
        accepted(startedAt)
        return answer
      } catch (error) {
        if (error instanceof ServiceError && error.kind === 'throttled') throttled(startedAt, error.retryAfterMs ?? 0)
        // Any other answer passed the limit as well; where there is none, nothing is known.
        else if (error instanceof ServiceError && error.kind !== 'unavailable') accepted(startedAt)
        throw error
      }
    },
    stop,
  }
}
