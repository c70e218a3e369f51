import { isRegion, laneOf, parseImageBuilderArn, partitionOf } from '../../model/arn.ts'
import { quoted } from '../../text/short.ts'

const form = 'arn:PARTITION:imagebuilder:REGION:ACCOUNT:infrastructure-configuration/NAME'

/**
 * Why a text is the ARN of no infrastructure configuration that there could be, to follow "is …; "; undefined when it is
 * one.
 */
export function whyNoTarget(text: string): string | undefined {
  const lane = laneOf(text)
  const lower = text.toLowerCase()
  if (lower !== text && laneOf(lower)) return `the service writes it in lower case: ${quoted(lower)}`
  if (!lane) return whyNoArn(text)
  const { region, partition } = lane
  if (!isRegion(region)) return `${quoted(region)} is no Region`
  const wanted = partitionOf(region)
  return partition === wanted
    ? undefined
    : `the Region ${region} is in the partition ${quoted(wanted)}, not ${quoted(partition)}`
}

function whyNoArn(text: string): string {
  if (text !== text.trim() && laneOf(text.trim())) return 'there are blanks around it'
  const type = parseImageBuilderArn(text)?.type
  return type === undefined || type === 'infrastructure-configuration'
    ? `it must be ${form}`
    : `it is the ARN of ${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}; it must be ${form}`
}
