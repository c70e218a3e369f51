import { expect, it } from 'vitest'
import type { AccountCalls } from '../../src/aws/account-calls.ts'
import type { ImageBuilder } from '../../src/aws/image-builder.ts'
import { learnFacts } from '../../src/facts/learn-facts.ts'
import type { Json, JsonObject } from '../../src/model/json.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'
import { account, wanted } from './account.ts'

const first = (list: Json | undefined): string => String([list ?? []].flat()[0])

/** An account in which everything is as it should be. */
const answers: Record<string, (input: JsonObject) => JsonObject> = {
  GetInstanceProfile({ InstanceProfileName: name = '' }) {
    const Arn = `arn:aws:iam::${account}:role/${name}`
    return { InstanceProfile: { InstanceProfileName: name, Roles: [{ Arn, AssumeRolePolicyDocument: '{}' }] } }
  },
  SimulatePrincipalPolicy: ({ ActionNames }) => ({
    EvaluationResults: [ActionNames ?? []]
      .flat()
      .map((EvalActionName) => ({ EvalActionName, EvalDecision: 'allowed' })),
  }),
  GetTopicAttributes: ({ TopicArn = '' }) => ({ Attributes: { TopicArn, KmsMasterKeyId: `key-${first(TopicArn)}` } }),
  DescribeKey: () => ({ KeyMetadata: { KeyState: 'Enabled' } }),
  DescribeSubnets: ({ SubnetId }) => ({
    subnetSet: [{ subnetId: first(SubnetId), vpcId: 'vpc-1', availabilityZone: 'eu-west-1a' }],
  }),
  DescribeSecurityGroups: ({ GroupId }) => ({ securityGroupInfo: [{ groupId: first(GroupId), vpcId: 'vpc-1' }] }),
  DescribeRouteTables: () => ({ routeTableSet: [{ routeSet: '' }] }),
  DescribeVpcEndpoints: () => ({ vpcEndpointSet: '' }),
  DescribeInstanceTypeOfferings: () => ({ instanceTypeOfferingSet: '' }),
  GetInstanceMetadataDefaults: () => ({ accountLevel: '' }),
}

it('asks each distinct question of a fleet once', async () => {
  const counts: Record<string, number> = {}
  const count = (action: string): void => {
    counts[action] = (counts[action] ?? 0) + 1
  }
  const calls: AccountCalls = {
    async call(_service, action, input = {}) {
      count(action)
      return answers[action]?.(input) ?? {}
    },
    async rest() {
      count('HeadBucket')
      return { status: 200, headers: { 'x-amz-bucket-region': 'eu-west-1' }, text: '' }
    },
  }
  const id = (prefix: string, index: number): string => `${prefix}-${index.toString(16).padStart(8, '0')}`
  const fleet = Array.from({ length: 1_000 }, (_, index) =>
    wanted(
      {
        instanceProfileName: `Builder-${index % 20}`,
        logging: { s3Logs: { s3BucketName: `acme-logs-${index % 10}`, s3KeyPrefix: 'builds' } },
        snsTopicArn: `arn:aws:sns:eu-west-1:${account}:topic-${index % 5}`,
        subnetId: id('subnet', index % 30),
        securityGroupIds: [id('sg', 1)],
        instanceTypes: ['m7i.large'],
      },
      { name: `web-${index}`, imageType: 'AMI' },
    ),
  )
  const clock = createVirtualClock()
  const started = clock.now()
  const imageBuilders = () => ({ callerAccount: async () => account }) as unknown as ImageBuilder
  const ports = { clock, random: seededRandom(1), imageBuilders, accounts: () => calls }
  const { learned } = await clock.run(learnFacts(fleet, ports, { concurrency: 20 }))
  expect(learned.every(({ answer }) => 'known' in answer)).toBe(true)
  expect(counts).toEqual({
    GetInstanceProfile: 20,
    // The agent's permissions of each role, and the logs of each pair of role and bucket that there is.
    SimulatePrincipalPolicy: 20 + 20,
    HeadBucket: 10,
    GetTopicAttributes: 5,
    DescribeKey: 5,
    DescribeSubnets: 30,
    DescribeSecurityGroups: 1,
    DescribeRouteTables: 30,
    DescribeVpcEndpoints: 1,
    DescribeInstanceTypeOfferings: 1,
    GetInstanceMetadataDefaults: 1,
  })
  expect(clock.now() - started).toBeLessThan(10_000)
})
