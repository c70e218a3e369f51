import { partitionOf } from '../lanes/partition.ts'

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
