import type { WallClock } from '../model/clock.ts'
import type { Random } from '../model/random.ts'
import type { Fault } from './faults.ts'
import type { Seed } from './seed.ts'

/** Options of `ibguard serve`, in camelCase. */
export interface LocalImageBuilderOptions {
  /** On an address of loopback only requests to a name of loopback are answered. @default '127.0.0.1' */
  host?: string
  /** 0 picks a free one. @default 0 */
  port?: number
  /** Account of keys that carry none. @default '123456789012' */
  account?: string
  /** YAML or JSON file, or its content. Fills an empty state. */
  seed?: string | Seed
  /** File that keeps everything; in memory without it. */
  state?: string
  /** Mutating calls a second, for each account and Region. Unlimited without it. */
  rate?: number
  /** Mutating calls at once. @default the rate, at least 1 */
  burst?: number
  /** Reading calls a second, for each account and Region. Unlimited without it. */
  readRate?: number
  /** Share of the rate that somebody else asks for, such as 0.5. @default 0 */
  rival?: number
  /** Whether throttled answers, and 503, carry Retry-After. @default false */
  retryAfter?: boolean
  /** Milliseconds that every answer takes. @default 0 */
  latency?: number
  /** As on the command line, or as values. */
  fault?: string | Fault | (string | Fault)[]
  /** File that each accepted mutation is appended to, a line of JSON each. */
  log?: string
  clock?: WallClock
  random?: Random
}
