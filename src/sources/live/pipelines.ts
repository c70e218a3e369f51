import { allPages } from '../../aws/pages.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ImageType } from '../../model/spec.ts'
import type { Lanes, PacedLane } from '../../pacing/lanes.ts'
import { resourceType } from '../../resource/resource-type.ts'

/** What each configuration of a lane builds, by ARN, as its pipelines say; containers win where it builds both. */
export async function sweepPipelines(
  lanes: Lanes,
  lane: PacedLane,
  signal?: AbortSignal,
): Promise<Map<string, ImageType>> {
  const types = new Map<string, ImageType>()
  const pipelines = await allPages((token) =>
    lanes.read(lane, (client) => client.listImagePipelines(token, signal), signal),
  )
  for (const pipeline of pipelines) {
    const arn = pipeline[resourceType.arnField]
    const type = imageTypeOf(pipeline)
    if (typeof arn === 'string' && type && types.get(arn) !== 'DOCKER') types.set(arn, type)
  }
  return types
}

function imageTypeOf(pipeline: JsonObject): ImageType | undefined {
  if (typeof pipeline.containerRecipeArn === 'string') return 'DOCKER'
  return typeof pipeline.imageRecipeArn === 'string' ? 'AMI' : undefined
}
