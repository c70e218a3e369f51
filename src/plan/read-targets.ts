import { setMaxListeners } from 'node:events'
import { type ImageBuilder, ServiceError } from '../aws/image-builder.ts'
import type { AllowConfig } from '../generated/config.ts'
import { isRegion } from '../model/arn.ts'
import type { PlannedChange } from '../model/change.ts'
import type { JsonObject } from '../model/json.ts'
import { createCallerCheck, type Objection, objectionOf } from '../pacing/caller.ts'
import { workInOrder } from '../pacing/in-order.ts'
import { createLanes, type LanePorts, type Lanes, type PacedLane } from '../pacing/lanes.ts'
import { Stop } from '../pacing/pacer.ts'
import { whyNotAllowed } from '../pacing/target.ts'
import { resourceType } from '../resource/resource-type.ts'
import { laneKeyOf, laneOf } from '../resource/target-arn.ts'

export interface PlanOptions {
  /** Targets outside are blocked. */
  allow?: AllowConfig | undefined
  /** Calls in flight at once. */
  concurrency: number
  signal?: AbortSignal | undefined
  onProgress?: (progress: PlanProgress) => void
  /** What could not be found out but does not stop the plan. */
  onNotice?: (message: string) => void
}

export interface PlanProgress {
  /** Targets read, and those to read. */
  done: number
  total: number
  /** Calls that the service refused for now. */
  throttles: number
}

/** A target as it is live, or why it is left alone. */
export type Reading = { live: JsonObject; lane: PacedLane } | ({ action: 'missing' | 'blocked' } & Objection)

/**
 * Reads the target of each item, where allow-list and caller permit, and plans what it was read for; in the order of the
 * items.
 * @throws {GuardError} `Credentials` when there are none
 */
export async function readTargets<T extends { arn: string }>(
  items: readonly T[],
  ports: LanePorts,
  options: PlanOptions,
  planOne: (item: T, reading: Reading, lanes: Lanes) => PlannedChange | Promise<PlannedChange>,
): Promise<PlannedChange[]> {
  const { signal } = options
  if (signal) setMaxListeners(0, signal)
  let done = 0
  let throttles = 0
  const report = () => options.onProgress?.({ done, total: items.length, throttles })
  const lanes = createLanes(ports, {
    concurrency: options.concurrency,
    onRetry(kind) {
      if (kind === 'throttled') throttles++
      report()
    },
  })
  const checkCaller = createCallerCheck(lanes)

  async function read(arn: string, begun: () => void): Promise<Reading> {
    const own = laneOf(arn)
    if (!own || !isRegion(own.region)) {
      return { action: 'blocked', code: 'InvalidArn', reason: 'the spec names no well-formed ARN' }
    }
    const forbidden = whyNotAllowed(own, options.allow)
    if (forbidden !== undefined) return { action: 'blocked', code: 'NotAllowed', reason: forbidden }
    const lane = lanes.of(arn)
    const objection = await checkCaller(lane, signal)
    if (objection) return blocked(objection)
    try {
      const get = (client: ImageBuilder) => {
        begun()
        return client.get(arn, signal)
      }
      return { live: await lanes.read(lane, get, signal), lane }
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof ServiceError && error.kind === 'not-found') {
        return { action: 'missing', code: error.code, reason: `no ${resourceType.noun} with this ARN exists` }
      }
      return blocked(objectionOf(error))
    }
  }

  const stop = () => lanes.stop(new Stop('Interrupted', 'the run was interrupted'))
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await workInOrder(
      items,
      ({ arn }) => laneKeyOf(arn),
      async (item, begun) => {
        const change = await planOne(item, await read(item.arn, begun), lanes)
        done++
        report()
        return change
      },
    )
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}

/** A reported change has no code: its reason names the error. */
function blocked({ code, reason }: Objection): Reading {
  return { action: 'blocked', code, reason: `${code}: ${reason}` }
}
