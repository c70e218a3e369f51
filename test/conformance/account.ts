import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type { Json, JsonObject } from '../../src/model/json.ts'
import { account, seed } from '../facts/account.ts'
import type { Client } from './clients.ts'

/** A question in the client's words, and a part of the answer, or the code of a refusal. */
type Question = [service: string, operation: string, input: JsonObject, answer: JsonObject | string]

const region = 'eu-west-1'
const role = `arn:aws:iam::${account}:role/Narrow`
const topic = `arn:aws:sns:${region}:${account}:sealed`
const filter = (Name: string, value: string): JsonObject => ({ Filters: [{ Name, Values: [value] }] })

const questions: Question[] = [
  [
    'iam',
    'GetInstanceProfile',
    { InstanceProfileName: 'Builder' },
    { InstanceProfile: { InstanceProfileName: 'Builder' } },
  ],
  ['iam', 'GetInstanceProfile', { InstanceProfileName: 'Absent' }, 'NoSuchEntity'],
  [
    'iam',
    'SimulatePrincipalPolicy',
    { PolicySourceArn: role, ActionNames: ['ssm:UpdateInstanceInformation', 'ecr:PutImage'] },
    { EvaluationResults: [{ EvalDecision: 'allowed' }, { EvalDecision: 'implicitDeny' }] },
  ],
  ['sns', 'GetTopicAttributes', { TopicArn: topic }, { Attributes: { KmsMasterKeyId: 'key-1' } }],
  ['sns', 'GetTopicAttributes', { TopicArn: `${topic}-absent` }, 'NotFound'],
  ['kms', 'DescribeKey', { KeyId: 'key-2' }, { KeyMetadata: { KeyState: 'PendingDeletion', AWSAccountId: account } }],
  ['kms', 'DescribeKey', { KeyId: 'key-9' }, 'NotFoundException'],
  ['s3', 'HeadBucket', { Bucket: 'acme-logs', ExpectedBucketOwner: account }, { BucketRegion: region }],
  ['s3', 'HeadBucket', { Bucket: 'acme-absent' }, '404'],
  ['s3', 'HeadBucket', { Bucket: 'their-logs' }, '403'],
  ['s3', 'HeadBucket', { Bucket: 'their-open-logs' }, { BucketRegion: region }],
  ['s3', 'HeadBucket', { Bucket: 'their-open-logs', ExpectedBucketOwner: account }, '403'],
  [
    'resource-groups',
    'GetGroup',
    { Group: `arn:aws:resource-groups:${region}:${account}:group/macs` },
    { Group: { Name: 'macs' } },
  ],
  ['resource-groups', 'GetGroup', { Group: 'absent' }, 'NotFoundException'],
  [
    'ec2',
    'DescribeSubnets',
    { SubnetIds: ['subnet-000000a2'] },
    { Subnets: [{ VpcId: 'vpc-1', MapPublicIpOnLaunch: true }] },
  ],
  ['ec2', 'DescribeSubnets', { SubnetIds: ['subnet-00000000'] }, 'InvalidSubnetID.NotFound'],
  [
    'ec2',
    'DescribeSecurityGroups',
    { GroupIds: ['sg-000000b1'] },
    { SecurityGroups: [{ VpcId: 'vpc-2', IpPermissionsEgress: [{ FromPort: 443, IpProtocol: 'tcp' }] }] },
  ],
  ['ec2', 'DescribeSecurityGroups', { GroupIds: ['sg-00000000'] }, 'InvalidGroup.NotFound'],
  ['ec2', 'DescribeVpcs', filter('is-default', 'true'), { Vpcs: [{ VpcId: 'vpc-1', IsDefault: true }] }],
  [
    'ec2',
    'DescribeRouteTables',
    filter('association.subnet-id', 'subnet-000000a1'),
    { RouteTables: [{ Routes: [{ GatewayId: 'local' }, { NatGatewayId: 'nat-1' }] }] },
  ],
  [
    'ec2',
    'DescribeVpcEndpoints',
    filter('vpc-id', 'vpc-2'),
    { VpcEndpoints: [{ State: 'available', PrivateDnsEnabled: true }, { PrivateDnsEnabled: false }] },
  ],
  [
    'ec2',
    'DescribeInstanceTypeOfferings',
    { LocationType: 'availability-zone', ...filter('location', 'eu-west-1b') },
    { InstanceTypeOfferings: [{ InstanceType: 'm7i.large', Location: 'eu-west-1b' }] },
  ],
  ['ec2', 'DescribeKeyPairs', { KeyNames: ['debug'] }, { KeyPairs: [{ KeyName: 'debug' }] }],
  ['ec2', 'DescribeKeyPairs', { KeyNames: ['absent'] }, 'InvalidKeyPair.NotFound'],
  ['ec2', 'DescribeHosts', { HostIds: ['h-000000a2'] }, { Hosts: [{ State: 'released' }] }],
  ['ec2', 'GetInstanceMetadataDefaults', {}, { AccountLevel: { HttpTokens: 'required' } }],
]

/** A client that is not ours asks the served account everything that it answers; throws at the first difference. */
export async function conformAccount(client: Client): Promise<number> {
  for (const [service, operation, input, answer] of questions) {
    const { output, error } = await client.ask({
      service,
      operation,
      input,
      region,
      key: account,
      token: null,
      paged: false,
    })
    const place = `${service} ${operation} ${JSON.stringify(input)}: ${JSON.stringify(output ?? error)}`
    if (typeof answer === 'string') strictEqual(error?.name, answer, place)
    else deepStrictEqual(partOf(output, answer), answer, place)
  }
  return questions.length
}

/** What the account is that is served. */
export const accountSeed: { account: typeof seed } = { account: seed }

/** Of a value what another has too. */
function partOf(value: Json | undefined, like: Json): Json {
  if (Array.isArray(like)) {
    const items = Array.isArray(value) ? value : []
    return items.map((item, index) => (like[index] === undefined ? item : partOf(item, like[index])))
  }
  if (typeof like !== 'object' || like === null) return value ?? null
  const members = (value ?? {}) as JsonObject
  return Object.fromEntries(Object.entries(like).map(([key, inner]) => [key, partOf(members[key], inner as Json)]))
}
