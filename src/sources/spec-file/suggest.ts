import schema from '../../../schema/spec.schema.json' with { type: 'json' }
import { resourceType } from '../../resource/resource-type.ts'
import { closestName, list, normalized } from '../../text/closest-name.ts'
import { quoted } from '../../text/short.ts'

interface ObjectSchema {
  type?: unknown
  $ref?: string
  enum?: unknown
  properties?: Record<string, ObjectSchema>
}

const { noun, arnField, operations } = resourceType

const fields: ObjectSchema = schema.definitions.fields
const guard: ObjectSchema = schema.definitions.guard
const suppression: ObjectSchema = schema.definitions.suppression

/** Fields of a spec at its top. */
export const fieldNames: readonly string[] = Object.keys(schema.definitions.fields.properties)

const fromArn = 'it is read from the ARN'
const ofRecipe = `the recipe has that, not the ${noun}`
const ofAnswers = 'only answers of the API have that'

const misplaced: Record<string, string> = {
  name: 'the name of a configuration cannot be changed, so Update has no such field; it is the last part of the ARN',
  tags: 'Update does not touch tags of the configuration itself; use TagResource, or resourceTags for the build instances',
  dryRun: 'Update has no dry run; use `ibguard plan`',
  region: fromArn,
  account: fromArn,
  accountId: fromArn,
  imageId: ofRecipe,
  ami: ofRecipe,
  parentImage: ofRecipe,
  userData: ofRecipe,
  blockDeviceMappings: ofRecipe,
  workingDirectory: ofRecipe,
  dateCreated: ofAnswers,
  dateUpdated: ofAnswers,
  requestId: ofAnswers,
}

/** What EC2, Terraform, CloudFormation and people call a field, where its own name is too far off to be guessed. */
const otherNames: Record<string, string> = {
  arn: arnField,
  configurationArn: arnField,
  resourceArn: arnField,
  target: arnField,
  id: arnField,
  iamInstanceProfile: 'instanceProfileName',
  iamInstanceProfileName: 'instanceProfileName',
  instanceProfile: 'instanceProfileName',
  instanceProfileArn: 'instanceProfileName',
  iamRole: 'instanceProfileName',
  roleName: 'instanceProfileName',
  types: 'instanceTypes',
  instanceSize: 'instanceTypes',
  vpcSecurityGroupIds: 'securityGroupIds',
  groupIds: 'securityGroupIds',
  sgIds: 'securityGroupIds',
  keyName: 'keyPair',
  sshKey: 'keyPair',
  sshKeyName: 'keyPair',
  topicArn: 'snsTopicArn',
  snsTopic: 'snsTopicArn',
  notificationTopicArn: 'snsTopicArn',
  metadataOptions: 'instanceMetadataOptions',
  imds: 'instanceMetadataOptions',
  imdsv2: 'instanceMetadataOptions.httpTokens',
  hopLimit: 'instanceMetadataOptions.httpPutResponseHopLimit',
  bucket: 'logging.s3Logs.s3BucketName',
  bucketName: 'logging.s3Logs.s3BucketName',
  s3Bucket: 'logging.s3Logs.s3BucketName',
  logBucket: 'logging.s3Logs.s3BucketName',
  prefix: 'logging.s3Logs.s3KeyPrefix',
  keyPrefix: 'logging.s3Logs.s3KeyPrefix',
  s3Prefix: 'logging.s3Logs.s3KeyPrefix',
  instanceTags: 'resourceTags',
  az: 'placement.availabilityZone',
  zone: 'placement.availabilityZone',
  dedicatedHostId: 'placement.hostId',
  autoScalingGroupName: 'parentInstance.autoScalingGroup.name',
  asg: 'parentInstance.autoScalingGroup',
  suppressions: 'x-guard.suppress',
}

function otherName(key: string): string | undefined {
  const wanted = normalized(key)
  return Object.entries(otherNames).find(([name]) => normalized(name) === wanted)?.[1]
}

/** What to say about an unknown key below `path` (without list indexes) of a spec. */
export function unknownKey(key: string, path: readonly string[]): string {
  const place = path.length === 0 ? '' : ` in ${path.join('.')}`
  const top =
    path.length === 0 ? Object.keys(misplaced).find((name) => normalized(name) === normalized(key)) : undefined
  if (top !== undefined) return `Unknown key ${quoted(key)}: ${misplaced[top]}.`
  const known = keysAt(path)
  const other = path[0] === 'x-guard' ? undefined : otherName(key)
  // Where the key stands, its name is the short one: bucket in logging.s3Logs is s3BucketName there.
  const here = [...path, ''].join('.')
  const suggestion = other?.startsWith(here) ? other.slice(here.length) : closestName(key, known)
  if (suggestion !== undefined) return `Unknown key ${quoted(key)}${place}; did you mean ${JSON.stringify(suggestion)}?`
  const elsewhere = placeOf(key) ?? other ?? placeOf(key, guard, ['x-guard'])
  if (elsewhere !== undefined) return `Unknown key ${quoted(key)}${place}; did you mean ${elsewhere}?`
  return `Unknown key ${quoted(key)}${place}; expected ${known.length > 8 ? `a field of ${operations.update}` : list(known)}.`
}

function keysAt(path: readonly string[]): string[] {
  if (path[0] === 'x-guard') return Object.keys((path[1] === 'suppress' ? suppression : guard).properties ?? {})
  let at: ObjectSchema | undefined = fields
  for (const key of path) at = at?.properties?.[key]
  return Object.keys(at?.properties ?? {})
}

/** Dotted path of a nested field that is spelled like `key`. */
function placeOf(key: string, at: ObjectSchema = fields, path: string[] = []): string | undefined {
  for (const [name, child] of Object.entries(at.properties ?? {})) {
    const here = [...path, name]
    if (normalized(name) === normalized(key)) return here.join('.')
    const below = placeOf(key, child, here)
    if (below !== undefined) return below
  }
  return undefined
}
