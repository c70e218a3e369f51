import type { Spec } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import type { ImageType } from '../model/spec.ts'
import { objectionOf } from '../pacing/caller.ts'
import type { LanePorts, Lanes, PacedLane } from '../pacing/lanes.ts'
import { hashFields } from '../resource/hash-fields.ts'
import { sweepPipelines } from '../sources/live/pipelines.ts'
import { changeOf, targetOf } from './change-of.ts'
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
    if ('live' in reading) {
      const change = changeOf(spec, reading.live, await imageTypeOf(spec, reading.lane, lanes))
      return { ...change, liveHash: hashFields(change.before) }
    }
    return { ...targetOf(spec), ...reading, fields: [], ...(spec.imageType ? { imageType: spec.imageType } : {}) }
  })
}
