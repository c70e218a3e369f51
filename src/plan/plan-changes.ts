import { setMaxListeners } from 'node:events'
import { requestOf, tagsOf, unnameableOf } from '../configuration/configuration.ts'
import { diffFields, hashFields, namePointers } from '../configuration/field-diff.ts'
import type { AllowConfig } from '../generated/config.ts'
import { createCallerCheck, type Objection, objectionOf } from '../lanes/caller.ts'
import { createLanes, type LanePorts, type PacedLane } from '../lanes/lanes.ts'
import { Stop } from '../lanes/pacer.ts'
import { laneOf, whyNotAllowed } from '../lanes/target.ts'
import type { ImageType, JsonObject, PlannedChange, Spec } from '../model.ts'
import { ServiceError } from '../ports/image-builder.ts'
import { overlay } from './overlay.ts'
import { sweepPipelines } from './pipelines.ts'

export interface PlanOptions {
  /** Targets outside are blocked. */
  allow?: AllowConfig
  /** Calls in flight at once. */
  concurrency: number
  signal?: AbortSignal
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

/**
 * Reads every target and says what its spec would change there. The result is in the order of the specs; judging
 * `after` is the lint stage's.
 * @throws {GuardError} `Credentials` when there are none
 */
export async function planChanges(
  specs: readonly Spec[],
  ports: LanePorts,
  options: PlanOptions,
): Promise<PlannedChange[]> {
  const { signal } = options
  if (signal) setMaxListeners(0, signal)
  let done = 0
  let throttles = 0
  const report = () => options.onProgress?.({ done, total: specs.length, throttles })
  const lanes = createLanes(ports, {
    concurrency: options.concurrency,
    onRetry(kind) {
      if (kind === 'throttled') throttles++
      report()
    },
  })
  const checkCaller = createCallerCheck(lanes)
  const sweeps = new Map<PacedLane, Promise<Map<string, ImageType>>>()

  async function imageTypeOf(spec: Spec, lane: PacedLane): Promise<ImageType | undefined> {
    if (spec.imageType) return spec.imageType
    let sweep = sweeps.get(lane)
    if (!sweep) {
      sweep = sweepPipelines(lanes, lane, signal).catch((error: unknown) => {
        const { reason } = objectionOf(error)
        options.onNotice?.(
          `The pipelines of account ${lane.account} in ${lane.region} cannot be listed, so what builds containers there is unknown: ${reason}`,
        )
        return new Map()
      })
      sweeps.set(lane, sweep)
    }
    return (await sweep).get(spec.arn)
  }

  async function planOne(spec: Spec): Promise<PlannedChange> {
    const own = laneOf(spec.arn)
    if (!own) return left(spec, 'blocked', { code: 'InvalidArn', reason: 'the spec names no well-formed ARN' })
    const forbidden = whyNotAllowed(own, options.allow)
    if (forbidden !== undefined) return left(spec, 'blocked', { code: 'NotAllowed', reason: forbidden })
    const lane = lanes.of(spec.arn)
    const objection = await checkCaller(lane, signal)
    if (objection) return left(spec, 'blocked', objection)
    try {
      const live = await lanes.read(lane, (client) => client.get(spec.arn, signal), signal)
      return compare(spec, live, await imageTypeOf(spec, lane))
    } catch (error) {
      signal?.throwIfAborted()
      if (error instanceof ServiceError && error.kind === 'not-found') {
        const reason = 'no infrastructure configuration with this ARN exists'
        return left(spec, 'missing', { code: error.code, reason })
      }
      return left(spec, 'blocked', objectionOf(error))
    }
  }

  const stop = () => lanes.stop(new Stop('Interrupted', 'the run was interrupted'))
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.all(
      specs.map(async (spec) => {
        const change = await planOne(spec)
        done++
        report()
        return change
      }),
    )
  } finally {
    signal?.removeEventListener('abort', stop)
    stop()
  }
}

function compare(spec: Spec, live: JsonObject, imageType: ImageType | undefined): PlannedChange {
  const before = requestOf(live)
  const after = overlay(before, spec.config, spec.update)
  const fields = diffFields(before, after)
  const kept = spec.update === 'replace' ? diffFields({}, unnameableOf(before)) : []
  return {
    ...common(spec),
    action: fields.length > 0 ? 'update' : 'no-op',
    fields,
    ...(kept.length > 0 ? { reason: `kept, as no spec can name it: ${namePointers(kept)}` } : {}),
    ...(imageType ? { imageType } : {}),
    before,
    after,
    liveHash: hashFields(before),
    tags: tagsOf(live),
  }
}

function left(spec: Spec, action: 'missing' | 'blocked', { code, reason }: Objection): PlannedChange {
  return { ...common(spec), action, fields: [], code, reason, ...(spec.imageType ? { imageType: spec.imageType } : {}) }
}

function common({ arn, update, guard, location }: Spec): Pick<PlannedChange, 'arn' | 'update' | 'guard' | 'location'> {
  return { arn, update, guard, location }
}
