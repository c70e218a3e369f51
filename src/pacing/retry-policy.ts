import type { ServiceError } from '../aws/image-builder.ts'
import type { Random } from '../model/random.ts'

const maximumTries = 8
const minute = 60_000

/** How long one call is tried again, by what went wrong: each kind of error has a lane of its own. */
export interface Patience {
  /** Milliseconds to wait before the next try; undefined when there is to be none. */
  waitAfter(error: ServiceError, now: number): number | undefined
}

export function createPatience(random: Random): Patience {
  let unavailable = 0
  let inUseSince: number | undefined
  let inUse = 0
  let missingSince: number | undefined

  return {
    waitAfter(error, now) {
      switch (error.kind) {
        case 'throttled':
          // The pacer is the wait, and throttles never use up tries.
          return 0
        case 'unavailable': {
          unavailable++
          if (unavailable >= maximumTries) return undefined
          const fullJitter = random.next() * Math.min(20_000, 500 * 2 ** (unavailable - 1))
          return Math.max(fullJitter, error.retryAfterMs ?? 0)
        }
        case 'in-use': {
          inUseSince ??= now
          if (now - inUseSince >= 30 * minute) return undefined
          return Math.min(60_000, 5_000 * 2 ** inUse++)
        }
        case 'profile-missing': {
          missingSince ??= now
          return now - missingSince >= 2 * minute ? undefined : 5_000
        }
        default:
          return undefined
      }
    },
  }
}
