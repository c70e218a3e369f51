import { type Lane, laneKey } from '../model/arn.ts'
import { resourceType } from './resource-type.ts'

const pattern = new RegExp(`^arn:(aws[^:]*):imagebuilder:([^:]+):([0-9]{12}|aws):${resourceType.arnType}/[a-z0-9-_]+$`)

/** How the ARN of a target is written, for messages. */
export const arnForm: string = `arn:PARTITION:imagebuilder:REGION:ACCOUNT:${resourceType.arnType}/NAME`

/** An ARN as a target has it, where any does. */
export const exampleArn: string = `arn:aws:imagebuilder:eu-west-1:123456789012:${resourceType.arnType}/example`

/** The account and Region that a configuration lives in; undefined for any text but the ARN of one. */
export function laneOf(arn: string): Lane | undefined {
  const [, partition, region, account] = pattern.exec(arn) ?? []
  if (!partition || !region || !account) return undefined
  return { partition, account, region }
}

/** The same of the target with this ARN; '' for what is no ARN of one. */
export function laneKeyOf(arn: string): string {
  const lane = laneOf(arn)
  return lane ? laneKey(lane) : ''
}
