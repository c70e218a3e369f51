import type { ServiceErrorKind } from '../aws/image-builder.ts'
import type { Outcome } from '../model/outcome.ts'

export interface ApplyProgress {
  /** Updates settled, and those planned. */
  done: number
  total: number
  applied: number
  unchanged: number
  skipped: number
  failed: number
  /** Settled a second, over the last ten. */
  rate: number
  /** Answers that asked for a slower pace. */
  throttles: number
  /** Tries again, by what went wrong. */
  retries: Partial<Record<ServiceErrorKind, number>>
  /** Updates whose answer was lost and that reading found done. */
  settledByReading: number
  /** At the present rate; absent while there is none. */
  etaMs?: number
}

export interface Tally {
  retried(kind: ServiceErrorKind): void
  settledByReading(): void
  settled(outcome: Outcome): void
  /** Tells where the run is, although nothing happened. */
  report(): void
}

const windowMs = 10_000

/** What `onProgress` throws is dropped: nothing that only looks on ends a run that is sending. */
export function createTally(total: number, now: () => number, onProgress: (progress: ApplyProgress) => void): Tally {
  const count = { applied: 0, unchanged: 0, skipped: 0, failed: 0 }
  const retries: Partial<Record<ServiceErrorKind, number>> = {}
  const startedAt = now()
  let recent: number[] = []
  let settledByReading = 0
  let done = 0

  function report(): void {
    const time = now()
    if ((recent[0] ?? time) < time - 2 * windowMs) recent = recent.filter((at) => at > time - windowMs)
    const from = recent.findIndex((at) => at > time - windowMs)
    const inWindow = from < 0 ? 0 : recent.length - from
    const seconds = Math.min(windowMs, Math.max(time - startedAt, 1)) / 1000
    const rate = inWindow / seconds
    const progress: ApplyProgress = {
      done,
      total,
      ...count,
      rate,
      throttles: retries.throttled ?? 0,
      retries: { ...retries },
      settledByReading,
      ...(rate > 0 ? { etaMs: ((total - done) / rate) * 1000 } : {}),
    }
    try {
      onProgress(progress)
    } catch {
      // The outcomes tell the same.
    }
  }

  return {
    report,
    retried(kind) {
      retries[kind] = (retries[kind] ?? 0) + 1
      report()
    },
    settledByReading() {
      settledByReading++
    },
    settled({ status }) {
      done++
      recent.push(now())
      count[status === 'rolled-back' ? 'applied' : status]++
      report()
    },
  }
}
