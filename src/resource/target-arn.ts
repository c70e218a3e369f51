import { type Lane, laneKey } from '../model/arn.ts'
import { resourceType } from './resource-type.ts'

const pattern = new RegExp(
  `^(arn:(aws[^:]*):imagebuilder:([^:]+):([0-9]{12}|aws):${resourceType.arnType}/)[a-z0-9-_]+$`,
)
const nameForm = /^[a-z0-9-_]+$/

/** What the latest ARN begins with, and its lane: most of a fleet follow others of the same. */
let latest: { head: string; lane: Lane } | undefined

/** How the ARN of a target is written, for messages. */
export const arnForm: string = `arn:PARTITION:imagebuilder:REGION:ACCOUNT:${resourceType.arnType}/NAME`

/** An ARN as a target has it, where any does. */
export const exampleArn: string = `arn:aws:imagebuilder:eu-west-1:123456789012:${resourceType.arnType}/example`

/** The account and Region that a configuration lives in; undefined for any text but the ARN of one. */
export function laneOf(arn: string): Lane | undefined {
  if (latest && arn.startsWith(latest.head) && nameForm.test(arn.slice(latest.head.length))) return latest.lane
  const [, head, partition, region, account] = pattern.exec(arn) ?? []
  if (!head || !partition || !region || !account) return undefined
  latest = { head, lane: { partition, account, region } }
  return latest.lane
}

/** The same of the target with this ARN; '' for what is no ARN of one. */
export function laneKeyOf(arn: string): string {
  const lane = laneOf(arn)
  return lane ? laneKey(lane) : ''
}
