/** S3, SNS, KMS and Resource Groups, as far as they are asked. */
import type { JsonObject } from '../../model/json.ts'
import { ApiError } from '../api-error.ts'
import type { Asked } from './asked.ts'

export const snsActions: Record<string, (form: URLSearchParams, asked: Asked) => JsonObject> = {
  GetTopicAttributes(form, { partition, account, region, here }) {
    const arn = form.get('TopicArn') ?? ''
    const topic = here.topics?.find(({ name }) => arn === `arn:${partition}:sns:${region}:${account}:${name}`)
    if (!topic) throw new ApiError('NotFound', 'Topic does not exist')
    const attributes = {
      TopicArn: arn,
      Owner: account,
      ...(topic.key !== undefined && { KmsMasterKeyId: topic.key }),
      ...(topic.name.endsWith('.fifo') && { FifoTopic: 'true' }),
    }
    return { Attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })) }
  },
}

export function describeKey(input: JsonObject, { partition, account, region, here }: Asked): JsonObject {
  const id = String(input.KeyId ?? '')
  const prefix = `arn:${partition}:kms:${region}:${account}:`
  const name = id.startsWith(prefix) ? id.slice(prefix.length).replace(/^key\//, '') : id
  const key = here.keys?.find((each) => each.id === name || each.alias === name)
  if (!key) throw new ApiError('NotFoundException', `Key '${id}' does not exist`)
  const { state = 'Enabled', manager = 'CUSTOMER' } = key
  return {
    KeyMetadata: {
      AWSAccountId: account,
      KeyId: key.id,
      Arn: `${prefix}key/${key.id}`,
      Enabled: state === 'Enabled',
      KeyState: state,
      KeyManager: manager,
    },
  }
}

/** Status and headers of HeadBucket: whose bucket it is, and where. */
export function headBucket(
  name: string,
  expectedOwner: string | undefined,
  { seeds, account, region }: Asked,
): { status: number; headers: Record<string, string> } {
  const owners = Object.entries(seeds).flatMap(([owner, { buckets = [] }]) =>
    buckets.filter((each) => each.name === name).map((bucket) => ({ owner, bucket })),
  )
  const [found] = owners
  if (!found) return { status: 404, headers: {} }
  const { owner, bucket } = found
  const home = bucket.region ?? region
  const headers = { 'x-amz-bucket-region': home }
  if (home !== region) return { status: 301, headers }
  const mayList = owner === account || bucket.readers?.includes(account) === true
  const isOwner = expectedOwner === undefined || expectedOwner === owner
  return { status: mayList && isOwner ? 200 : 403, headers }
}

export function getGroup(input: JsonObject, { partition, account, region, here }: Asked): JsonObject {
  const asked = String(input.Group ?? input.GroupName ?? '')
  const prefix = `arn:${partition}:resource-groups:${region}:${account}:group/`
  const name = here.hostGroups?.find((each) => asked === each || asked === prefix + each)
  if (name === undefined) throw new ApiError('NotFoundException', `Cannot find group: ${asked}`)
  return { Group: { GroupArn: prefix + name, Name: name } }
}
