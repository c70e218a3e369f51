import { setMaxListeners } from 'node:events'
import { allPages } from '../../aws/pages.ts'
import type { Lane } from '../../model/arn.ts'
import { laneKey, laneOf } from '../../model/arn.ts'
import type { JsonObject } from '../../model/json.ts'
import { createCallerCheck, type Objection, objectionOf } from '../../pacing/caller.ts'
import { createLanes, type LanePorts, type PacedLane } from '../../pacing/lanes.ts'
import { Stop } from '../../pacing/pacer.ts'

export interface ReadLiveOptions {
  /** Those that are listed but need no reading. */
  isKnown: (arn: string) => boolean
  /** Calls in flight at once. */
  concurrency: number
  signal?: AbortSignal
  onProgress?: (progress: { done: number; total: number }) => void
}

export interface LiveFleet {
  /** ARNs of all that are live where the listing succeeded, in order of code unit. */
  arns: string[]
  /** Those that are not known, as Get answers them; in the same order. */
  read: { arn: string; live: JsonObject }[]
  /** Accounts and Regions that could not be listed, and configurations that could not be read. */
  failures: ({ what: string; isLane: boolean } & Objection)[]
}

const noArn = 'it is listed, but is no ARN of an infrastructure configuration'

/**
 * Lists what is live in accounts and Regions, page by page, and reads what is not known yet.
 * @throws {GuardError} `Credentials` when there are none
 */
export async function readLive(
  targets: readonly Lane[],
  ports: LanePorts,
  { isKnown, concurrency, signal, onProgress }: ReadLiveOptions,
): Promise<LiveFleet> {
  if (signal) setMaxListeners(0, signal)
  const lanes = createLanes(ports, { concurrency })
  const checkCaller = createCallerCheck(lanes)
  const failures: LiveFleet['failures'] = []
  let done = 0
  let total = 0

  /** The result of a call, or undefined and a failure. */
  async function attempt<T>(what: string, isLane: boolean, call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call()
    } catch (error) {
      signal?.throwIfAborted()
      failures.push({ what, isLane, ...objectionOf(error) })
      return undefined
    }
  }

  async function list(lane: PacedLane): Promise<string[]> {
    const items = await allPages((token) =>
      lanes.read(lane, (client) => client.listInfrastructureConfigurations(token, signal), signal),
    )
    return items.flatMap(({ arn }) => (typeof arn === 'string' ? [arn] : []))
  }

  async function readLane(target: Lane): Promise<Pick<LiveFleet, 'arns' | 'read'>> {
    const lane = lanes.in(target)
    const name = `account ${target.account} in ${target.region}`
    const objection = await checkCaller(lane, signal)
    if (objection) failures.push({ what: name, isLane: true, ...objection })
    const listed = objection ? undefined : await attempt(name, true, () => list(lane))
    // A list is the caller's: where nobody could be asked whose it is, the ARNs tell.
    const foreign = listed?.find((arn) => laneKey(laneOf(arn) ?? target) !== laneKey(target))
    if (foreign !== undefined) {
      const reason = `the credentials list another account's configurations, such as ${foreign}`
      failures.push({ what: name, isLane: true, code: 'WrongAccount', reason })
    }
    const arns = foreign === undefined ? [...new Set(listed)].sort() : []
    // An ARN becomes a file's name, so what is none goes no further.
    const odd = arns.filter((arn) => laneOf(arn) === undefined)
    for (const what of odd) failures.push({ what, isLane: false, code: 'InvalidAnswer', reason: noArn })
    const unknown = arns.filter((arn) => !isKnown(arn) && !odd.includes(arn))
    total += unknown.length
    const read = await Promise.all(
      unknown.map(async (arn) => {
        const live = await attempt(arn, false, () => lanes.read(lane, (client) => client.get(arn, signal), signal))
        done++
        onProgress?.({ done, total })
        return live ? [{ arn, live }] : []
      }),
    )
    return { arns, read: read.flat() }
  }

  const stop = () => lanes.stop(new Stop('Interrupted', 'the run was interrupted'))
  signal?.addEventListener('abort', stop, { once: true })
  try {
    const found = await Promise.all(targets.map(readLane))
    return {
      arns: found.flatMap(({ arns }) => arns),
      read: found.flatMap(({ read }) => read),
      failures,
    }
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}
