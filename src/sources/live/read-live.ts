import { setMaxListeners } from 'node:events'
import { type ImageBuilder, ServiceError } from '../../aws/image-builder.ts'
import { allPages } from '../../aws/pages.ts'
import type { Lane } from '../../model/arn.ts'
import { laneKey } from '../../model/arn.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ImageType } from '../../model/spec.ts'
import { createCallerCheck, type Objection, objectionOf } from '../../pacing/caller.ts'
import { workInOrder } from '../../pacing/in-order.ts'
import { createLanes, type LanePorts, type PacedLane } from '../../pacing/lanes.ts'
import { Stop } from '../../pacing/pacer.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { laneOf } from '../../resource/target-arn.ts'
import { sweepPipelines } from './pipelines.ts'

export interface ReadLiveOptions {
  /** Those that are listed but need no reading. */
  isKnown: (arn: string) => boolean
  /** Ask the pipelines, too, what each configuration builds. */
  sweep?: boolean
  /** Calls in flight at once. */
  concurrency: number
  signal?: AbortSignal
  onProgress?: (progress: LiveProgress) => void
}

export interface LiveProgress {
  /** Configurations read, and those to read. */
  done: number
  total: number
  /** Accounts and Regions listed, and those to list. */
  listed: number
  places: number
  /** Calls that the service refused for now. */
  throttles: number
  /** Until the slowest account and Region is done, once all are listed. */
  etaMs?: number | undefined
}

export interface LiveConfiguration {
  arn: string
  /** As Get answers it. */
  live: JsonObject
  /** What its pipelines build. */
  imageType?: ImageType
}

export interface LiveFailure extends Objection {
  /** What could not be listed or read, in words. */
  what: string
  /** Of an account and Region as a whole, of its pipelines alone, or of one configuration. */
  of: 'lane' | 'pipelines' | 'configuration'
  lane: Lane
}

export interface LiveFleet {
  /** ARNs of all that are live where the listing succeeded, in order of code unit. */
  arns: string[]
  /** Those that are not known, in the same order. One that vanished after it was listed is not among them. */
  read: LiveConfiguration[]
  /** Where the listing succeeded. */
  lanes: Lane[]
  failures: LiveFailure[]
}

const noArn = `it is listed, but is no ARN of an ${resourceType.noun}`

/**
 * Lists what is live in accounts and Regions, page by page, and reads what is not known yet.
 * @throws {GuardError} `Credentials` when there are none
 */
export async function readLive(
  targets: readonly Lane[],
  ports: LanePorts,
  { isKnown, sweep = false, concurrency, signal, onProgress }: ReadLiveOptions,
): Promise<LiveFleet> {
  if (signal) setMaxListeners(0, signal)
  const lanes = createLanes(ports, { concurrency, onRetry: (kind) => progress.retried(kind === 'throttled') })
  const checkCaller = createCallerCheck(lanes)
  const failures: LiveFailure[] = []
  const progress = createProgress(targets.length, () => ports.clock.elapsed(), onProgress)

  /** The result of a call, or undefined and a failure. */
  async function attempt<T>(about: Omit<LiveFailure, keyof Objection>, call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call()
    } catch (error) {
      signal?.throwIfAborted()
      failures.push({ ...about, ...objectionOf(error) })
      return undefined
    }
  }

  async function list(lane: PacedLane): Promise<string[]> {
    const items = await allPages((token) =>
      lanes.read(lane, (client) => client[resourceType.methods.list](token, signal), signal),
    )
    return items.flatMap(({ arn }) => (typeof arn === 'string' ? [arn] : []))
  }

  /** Undefined for what is gone since it was listed. */
  async function get(lane: PacedLane, arn: string, begun: () => void): Promise<JsonObject | undefined> {
    const call = (client: ImageBuilder) => {
      begun()
      return client.get(arn, signal)
    }
    try {
      return await lanes.read(lane, call, signal)
    } catch (error) {
      if (error instanceof ServiceError && error.kind === 'not-found') return undefined
      throw error
    }
  }

  async function readLane(target: Lane): Promise<Omit<LiveFleet, 'failures'>> {
    const lane = lanes.in(target)
    const name = `account ${target.account} in ${target.region}`
    const objection = await checkCaller(lane, signal)
    if (objection) failures.push({ what: name, of: 'lane', lane: target, ...objection })
    const listed = objection ? undefined : await attempt({ what: name, of: 'lane', lane: target }, () => list(lane))
    // A list is the caller's: where nobody could be asked whose it is, the ARNs tell.
    const foreign = listed?.find((arn) => laneKey(laneOf(arn) ?? target) !== laneKey(target))
    if (foreign !== undefined) {
      const reason = `the credentials list another account's configurations, such as ${foreign}`
      failures.push({ what: name, of: 'lane', lane: target, code: 'WrongAccount', reason })
    }
    const arns = foreign === undefined ? [...new Set(listed)].sort() : []
    // An ARN becomes a file's name, so any other text goes no further.
    const odd = arns.filter((arn) => laneOf(arn) === undefined)
    for (const what of odd) {
      failures.push({ what, of: 'configuration', lane: target, code: 'InvalidAnswer', reason: noArn })
    }
    const unknown = arns.filter((arn) => !isKnown(arn) && !odd.includes(arn))
    const counted = progress.listed(lane, unknown.length)
    const pipelines = attempt({ what: `the pipelines of ${name}`, of: 'pipelines', lane: target }, async () =>
      sweep && unknown.length > 0 ? sweepPipelines(lanes, lane, signal) : new Map<string, ImageType>(),
    )
    const gone = new Set<string>()
    const read = await workInOrder(
      unknown,
      () => lane,
      async (arn, begun) => {
        const about = { what: arn, of: 'configuration', lane: target } as const
        let isGone = false
        const live = await attempt(about, async () => {
          const answer = await get(lane, arn, begun)
          isGone = answer === undefined
          return answer
        })
        if (isGone) gone.add(arn)
        counted.read()
        return live ? [{ arn, live }] : []
      },
    )
    const types = await pipelines
    return {
      arns: arns.filter((arn) => !gone.has(arn)),
      read: read.flat().map(({ arn, live }) => {
        const imageType = types?.get(arn)
        return { arn, live, ...(imageType && { imageType }) }
      }),
      lanes: listed && foreign === undefined ? [target] : [],
    }
  }

  const stop = () => lanes.stop(new Stop('Interrupted', 'the run was interrupted'))
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const found = await Promise.all(targets.map(readLane))
    return {
      arns: found.flatMap(({ arns }) => arns),
      read: found.flatMap(({ read }) => read),
      lanes: found.flatMap((each) => each.lanes),
      failures,
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}

/** Counts what is done; each account and Region has a pace of its own, so the slowest says when all is. */
function createProgress(places: number, now: () => number, tell: ReadLiveOptions['onProgress']) {
  let [listed, throttles, done, total] = [0, 0, 0, 0]
  const lanes: { total: number; done: number; since: number; pace: () => number | undefined }[] = []

  /** At the pace that the service was found to allow; where it met no limit, as fast as so far. */
  function leftIn(lane: (typeof lanes)[number]): number {
    const left = lane.total - lane.done
    const pace = left === 0 ? undefined : lane.pace()
    if (left === 0 || pace !== undefined) return (left * 1_000) / (pace ?? 1)
    return lane.done === 0 ? Number.NaN : ((now() - lane.since) / lane.done) * left
  }

  function etaMs(): number | undefined {
    const slowest = listed === places ? Math.max(0, ...lanes.map(leftIn)) : Number.NaN
    return Number.isNaN(slowest) ? undefined : slowest
  }

  function report(): void {
    // Most of what is told is never shown, so the time left waits until somebody asks.
    tell?.({
      ...{ done, total, listed, places, throttles },
      get etaMs() {
        return etaMs()
      },
    })
  }
  return {
    retried(isThrottle: boolean): void {
      if (isThrottle) throttles++
      report()
    },
    listed({ reads }: PacedLane, count: number) {
      const lane = { total: count, done: 0, since: now(), pace: () => reads.rate.found }
      listed++
      total += count
      lanes.push(lane)
      report()
      return {
        read(): void {
          lane.done++
          done++
          report()
        },
      }
    },
  }
}
