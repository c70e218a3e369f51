import type { Spec } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import type { JsonObject } from '../model/json.ts'
import type { ImageType } from '../model/spec.ts'
import { objectionOf } from '../pacing/caller.ts'
import type { LanePorts, Lanes, PacedLane } from '../pacing/lanes.ts'
import { requestOf, tagsOf, unnameableOf } from '../resource/configuration.ts'
import { diffFields, hashFields, namePointers } from '../resource/field-diff.ts'
import { overlay } from '../resource/overlay.ts'
import { sweepPipelines } from '../sources/live/pipelines.ts'
import { type PlanOptions, readTargets } from './read-targets.ts'

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
  const sweeps = new Map<PacedLane, Promise<Map<string, ImageType>>>()

  async function imageTypeOf(spec: Spec, lane: PacedLane, lanes: Lanes): Promise<ImageType | undefined> {
    if (spec.imageType) return spec.imageType
    let sweep = sweeps.get(lane)
    if (!sweep) {
      sweep = sweepPipelines(lanes, lane, options.signal).catch((error: unknown) => {
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

  return readTargets(specs, ports, options, async (spec, reading, lanes) => {
    if ('live' in reading) return compare(spec, reading.live, await imageTypeOf(spec, reading.lane, lanes))
    return { ...common(spec), ...reading, fields: [], ...(spec.imageType ? { imageType: spec.imageType } : {}) }
  })
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

function common({ arn, update, guard, location }: Spec): Pick<PlannedChange, 'arn' | 'update' | 'guard' | 'location'> {
  return { arn, update, guard, location }
}
