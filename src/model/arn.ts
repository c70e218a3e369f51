/** An account and Region: what the service paces, and what one client is for. */
export interface Lane {
  partition: string
  account: string
  region: string
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

/** The parts of an ARN, whatever the service. */
export interface Arn {
  /** Such as `aws` or `aws-us-gov`. */
  partition: string
  /** Such as `sns`. */
  service: string
  /** Empty where the service has none, as S3 and IAM. */
  region: string
  /** Empty where the service leaves it out, as S3. */
  account: string
  /** All that follows the account, colons and slashes included. */
  resource: string
}

const pattern = /^arn:(aws[^:]*):([^:]+):([^:]*):([^:]*):(.+)$/s

/** The parts of an ARN; undefined for any other text, the empty one included. */
export function parseArn(text: string): Arn | undefined {
  const [, partition, service, region, account, resource] = pattern.exec(text) ?? []
  if (!partition || !service || region === undefined || account === undefined || !resource) return undefined
  return { partition, service, region, account, resource }
}

/** The parts of an Image Builder ARN. */
export interface ImageBuilderArn extends Arn {
  /** Such as `image-pipeline`. */
  type: string
  /** What follows the type: the name, for recipes with the version. */
  id: string
}

export function parseImageBuilderArn(text: string): ImageBuilderArn | undefined {
  const arn = parseArn(text)
  const [, type, id] = /^([^/]+)\/(.+)$/s.exec(arn?.resource ?? '') ?? []
  if (arn?.service !== 'imagebuilder' || !arn.region || !arn.account || !type || !id) return undefined
  return { ...arn, type, id }
}

/** Continent or country, sometimes a partition's own word, a compass direction, a number. */
const regionForm = /^[a-z]{2,4}(?:-[a-z]+)?-(?:north|south|east|west|central|(?:north|south)(?:east|west))-\d{1,2}$/

/** Whether AWS could have a Region of this name; which there are changes from month to month. */
export function isRegion(text: string): boolean {
  return regionForm.test(text)
}

/** What the ARNs of one type in one account and Region begin with, up to the slash. */
export function collectionOf(type: string, account: string, region: string): string {
  return `arn:${partitionOf(region)}:imagebuilder:${region}:${account}:${type}`
}
