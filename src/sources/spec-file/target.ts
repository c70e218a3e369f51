import { isRegion, type Lane, parseImageBuilderArn, partitionOf } from '../../model/arn.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { arnForm, laneOf } from '../../resource/target-arn.ts'
import { quoted } from '../../text/short.ts'

/** Why a text is the ARN of no configuration that there could be, to follow "is …; "; undefined when it is one. */
export function whyNoTarget(text: string): string | undefined {
  const lane = laneOf(text)
  if (lane && isSound(lane)) return undefined
  const lower = text.toLowerCase()
  if (lower !== text && laneOf(lower)) return `the service writes it in lower case: ${quoted(lower)}`
  if (!lane) return whyNoArn(text)
  const { region, partition } = lane
  if (!isRegion(region)) return `${quoted(region)} is no Region`
  return `the Region ${region} is in the partition ${quoted(partitionOf(region))}, not ${quoted(partition)}`
}

let sound: Lane | undefined

/** The lane of one target is nearly always that of the one before. */
function isSound(lane: Lane): boolean {
  if (lane === sound) return true
  if (!isRegion(lane.region) || lane.partition !== partitionOf(lane.region)) return false
  sound = lane
  return true
}

function whyNoArn(text: string): string {
  if (text !== text.trim() && laneOf(text.trim())) return 'there are blanks around it'
  const type = parseImageBuilderArn(text)?.type
  return type === undefined || type === resourceType.arnType
    ? `it must be ${arnForm}`
    : `it is the ARN of ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}; it must be ${arnForm}`
}
