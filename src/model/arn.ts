/** An account and Region: what the service paces, and what one client is for. */
export interface Lane {
  partition: string
  account: string
  region: string
}

const targetPattern = /^arn:(aws[^:]*):imagebuilder:([^:]+):([0-9]{12}|aws):infrastructure-configuration\/[a-z0-9-_]+$/

/** The account and Region that an infrastructure configuration lives in; undefined for what is no ARN of one. */
export function laneOf(arn: string): Lane | undefined {
  const [, partition, region, account] = targetPattern.exec(arn) ?? []
  if (!partition || !region || !account) return undefined
  return { partition, account, region }
}

export function laneKey({ partition, account, region }: Lane): string {
  return `${partition}:${account}:${region}`
}

const partitions: readonly [prefix: string, partition: string][] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['us-isof-', 'aws-iso-f'],
  ['eu-isoe-', 'aws-iso-e'],
  ['eusc-', 'aws-eusc'],
]

/** The partition that a Region belongs to: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export function partitionOf(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws'
}

/** The parts of an Image Builder ARN. */
export interface Arn {
  partition: string
  region: string
  account: string
  /** Such as `infrastructure-configuration`. */
  type: string
  /** What follows the type: the name, for recipes with the version. */
  id: string
}

const pattern = /^arn:(aws[^:]*):imagebuilder:([^:]+):([^:]+):([^/]+)\/(.+)$/

export function parseArn(text: string): Arn | undefined {
  const [, partition, region, account, type, id] = pattern.exec(text) ?? []
  if (!partition || !region || !account || !type || !id) return undefined
  return { partition, region, account, type, id }
}

/** What the ARNs of one type in one account and Region begin with, up to the slash. */
export function collectionOf(type: string, account: string, region: string): string {
  return `arn:${partitionOf(region)}:imagebuilder:${region}:${account}:${type}`
}

/**
 * The service lower-cases a name and turns spaces and underscores to hyphens
 * (https://docs.aws.amazon.com/cli/latest/reference/imagebuilder/create-infrastructure-configuration.html, sample).
 */
export function arnName(name: string): string {
  return name.toLowerCase().replaceAll(/[ _]/g, '-')
}
