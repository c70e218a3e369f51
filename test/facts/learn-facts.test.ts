import { describe, expect, it, onTestFinished } from 'vitest'
import { deepPolicy } from '../../src/facts/permissions.ts'
import type { FactName } from '../../src/model/facts.ts'
import type { Json, JsonObject } from '../../src/model/json.ts'
import { type AskedAccount, account, learn, openAccount, wanted } from './account.ts'

async function open(options?: Parameters<typeof openAccount>[0]): Promise<AskedAccount> {
  const opened = await openAccount(options)
  onTestFinished(() => opened.local.close())
  return opened
}

/** What one fact says of one configuration. */
async function known(
  need: FactName,
  config: JsonObject,
  about: Parameters<typeof wanted>[1] = {},
): Promise<Json | undefined> {
  const [fact] = await learn(await open(), [wanted(config, { ...about, needs: [need] })])
  return fact && ('known' in fact.answer ? fact.answer.known : { ...fact.answer.unanswered })
}

const topic = (name: string) => ({ snsTopicArn: `arn:aws:sns:eu-west-1:${account}:${name}` })
const logs = (s3BucketName: string, s3KeyPrefix?: string) => ({
  logging: { s3Logs: { s3BucketName, ...(s3KeyPrefix !== undefined && { s3KeyPrefix }) } },
})
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`

describe('what an account answers', () => {
  it.each<[FactName, JsonObject, Json]>([
    [
      'instanceProfile',
      { instanceProfileName: 'Builder' },
      { exists: true, roles: [{ arn: role('Builder'), trustsEc2: true }] },
    ],
    ['instanceProfile', { instanceProfileName: 'Absent' }, { exists: false, roles: [] }],
    ['instanceProfile', { instanceProfileName: 'Bare' }, { exists: true, roles: [] }],
    [
      'instanceProfile',
      { instanceProfileName: 'Lambda' },
      { exists: true, roles: [{ arn: role('Worker'), trustsEc2: false }] },
    ],
    [
      'rolePermissions',
      { instanceProfileName: 'Builder', ...logs('acme-logs') },
      { role: role('Builder'), denied: [] },
    ],
    [
      'rolePermissions',
      { instanceProfileName: 'Narrow', ...logs('acme-logs', '/web/') },
      { role: role('Narrow'), denied: [] },
    ],
    [
      'rolePermissions',
      { instanceProfileName: 'Narrow', ...logs('acme-logs', 'db') },
      { role: role('Narrow'), denied: [{ action: 's3:PutObject', resource: 'arn:aws:s3:::acme-logs/db/*' }] },
    ],
    ['rolePermissions', { instanceProfileName: 'Bare' }, { role: '', denied: [] }],
    ['bucket', logs('acme-logs'), { exists: true, isForeign: false, region: 'eu-west-1' }],
    ['bucket', logs('acme-far'), { exists: true, isForeign: false, region: 'us-east-1' }],
    ['bucket', logs('absent'), { exists: false, isForeign: false, region: '' }],
    ['bucket', logs('their-open-logs'), { exists: true, isForeign: true, region: 'eu-west-1' }],
    ['topic', topic('plain'), { exists: true, isForeign: false, isFifo: false }],
    ['topic', topic('queue.fifo'), { exists: true, isForeign: false, isFifo: true }],
    ['topic', topic('absent'), { exists: false, isForeign: false, isFifo: false }],
    [
      'topic',
      { snsTopicArn: 'arn:aws:sns:eu-west-1:999988887777:x' },
      { exists: true, isForeign: true, isFifo: false },
    ],
    ['topicKey', topic('plain'), { key: '', exists: false, isForeign: false, isManagedByAws: false, state: '' }],
    [
      'topicKey',
      topic('sealed'),
      { key: 'key-1', exists: true, isForeign: false, isManagedByAws: false, state: 'Enabled' },
    ],
    [
      'topicKey',
      topic('managed'),
      { key: 'alias/aws/sns', exists: true, isForeign: false, isManagedByAws: true, state: '' },
    ],
    ['topicKey', topic('lost'), { key: 'key-3', exists: false, isForeign: false, isManagedByAws: false, state: '' }],
    [
      'network',
      { subnetId: 'subnet-000000a1', securityGroupIds: ['sg-000000b1', 'sg-00000000'] },
      {
        subnet: { id: 'subnet-000000a1', exists: true, vpc: 'vpc-1', zone: 'eu-west-1a' },
        groups: [
          { id: 'sg-00000000', exists: false, vpc: '' },
          { id: 'sg-000000b1', exists: true, vpc: 'vpc-2' },
        ],
        defaultVpc: '',
      },
    ],
    [
      'network',
      { subnetId: 'subnet-00000000' },
      { subnet: { id: 'subnet-00000000', exists: false, vpc: '', zone: '' }, groups: [], defaultVpc: '' },
    ],
    ['network', {}, { subnet: { id: '', exists: false, vpc: '', zone: '' }, groups: [], defaultVpc: 'vpc-1' }],
    [
      'typeOfferings',
      { instanceTypes: ['m7i.xlarge', 'm7i.large'], subnetId: 'subnet-000000a2' },
      { place: 'eu-west-1b', offered: ['m7i.large'] },
    ],
    ['typeOfferings', { instanceTypes: ['m7i.large'] }, { place: 'eu-west-1', offered: ['m7i.large'] }],
    [
      'typeOfferings',
      { instanceTypes: ['p5.48xlarge'], placement: { availabilityZone: 'eu-west-1a' } },
      { place: 'eu-west-1a', offered: [] },
    ],
    ['keyPair', { keyPair: 'debug' }, { exists: true }],
    ['keyPair', { keyPair: 'deb*' }, { exists: false }],
    [
      'placement',
      { placement: { hostId: 'h-000000a1' }, subnetId: 'subnet-000000a2' },
      { exists: true, zone: 'eu-west-1a', subnetZone: 'eu-west-1b' },
    ],
    ['placement', { placement: { hostId: 'h-000000a2' } }, { exists: false, zone: '', subnetZone: '' }],
    ['placement', { placement: { hostId: 'h-00000000' } }, { exists: false, zone: '', subnetZone: '' }],
    ...['macs', 'gone'].map((name): [FactName, JsonObject, Json] => [
      'placement',
      { placement: { hostResourceGroupArn: `arn:aws:resource-groups:eu-west-1:${account}:group/${name}` } },
      { exists: name === 'macs', zone: '', subnetZone: '' },
    ]),
    ['imdsDefaults', {}, { httpTokens: 'required', isEnforced: true }],
  ])('%s of %j', async (need, config, answer) => {
    expect(await known(need, config)).toEqual(answer)
  })

  it.each([
    ['foreign', { isForeign: true, exists: true }],
    ['dying', { isForeign: false, state: 'PendingDeletion' }],
  ])('the key of the topic %s', async (name, answer) => {
    expect(await known('topicKey', topic(name))).toMatchObject(answer)
  })

  it.each<[JsonObject, JsonObject]>([
    [
      { subnetId: 'subnet-000000a1', securityGroupIds: ['sg-000000a2'] },
      { defaultRoute: 'nat', hasEgress: false },
    ],
    [
      { subnetId: 'subnet-000000a2', securityGroupIds: ['sg-000000a1'] },
      { defaultRoute: 'internet', hasPublicAddress: true, hasEgress: true },
    ],
    [
      { subnetId: 'subnet-000000b1', securityGroupIds: ['sg-000000b1'] },
      {
        defaultRoute: 'none',
        hasOtherRoutes: true,
        endpoints: ['ssm'],
        brokenEndpoints: [{ service: 'ssmmessages', reason: 'has no private DNS' }],
        hasEgress: true,
      },
    ],
  ])('the way to Systems Manager from %j', async (config, answer) => {
    expect(await known('routeToSsm', config)).toMatchObject(answer)
  })

  it('a bucket that refuses both ways is not known', async () => {
    expect(await known('bucket', logs('their-logs'))).toMatchObject({
      permission: 's3:ListBucket',
      why: 'denied',
      about: 'arn:aws:s3:::their-logs',
    })
  })

  it('a container needs ECR and components, an AMI and what nobody knows do not', async () => {
    const config = { instanceProfileName: 'Narrow' }
    expect(await known('rolePermissions', config)).toEqual({ role: role('Narrow'), denied: [] })
    const { denied } = (await known('rolePermissions', config, { imageType: 'DOCKER' })) as { denied: JsonObject[] }
    expect(denied.map(({ action }) => action)).toContain('ecr:PutImage')
    expect(denied.every(({ resource }) => resource === '*')).toBe(true)
  })
})

describe('asking', () => {
  const full = {
    instanceProfileName: 'Builder',
    ...logs('acme-far', 'web'),
    ...topic('sealed'),
    subnetId: 'subnet-000000a1',
    securityGroupIds: ['sg-000000a1'],
    instanceTypes: ['m7i.large'],
    keyPair: 'debug',
    placement: { tenancy: 'host', hostId: 'h-000000a1' },
  }
  const group = { placement: { hostResourceGroupArn: `arn:aws:resource-groups:eu-west-1:${account}:group/macs` } }
  const allowed = deepPolicy().Statement.flatMap(({ Action }) => Action)

  it('is what the policy allows, all of it and nothing else', async () => {
    const opened = await open()
    await learn(opened, [
      wanted(full, { imageType: 'DOCKER' }),
      wanted({ ...group, subnetId: 'subnet-000000a2' }),
      wanted({}),
    ])
    expect([...new Set(opened.asked)].sort()).toEqual([...allowed].sort())
  })

  it('is done once for each distinct question', async () => {
    const opened = await open()
    const all = Array.from({ length: 50 }, (_, index) => wanted(full, { name: `web-${index}` }))
    await learn(opened, all)
    const calls = opened.asked.length
    const again = await open()
    await learn(again, all.slice(0, 1))
    expect(calls).toBe(again.asked.length)
  })

  it('asks IAM once for all Regions of an account', async () => {
    const opened = await open()
    const needs = ['instanceProfile', 'rolePermissions'] as const
    await learn(
      opened,
      ['eu-west-1', 'us-east-1', 'ap-south-1'].map((region) => wanted(full, { region, needs })),
    )
    expect(opened.asked.sort()).toEqual([
      'iam:GetInstanceProfile',
      'iam:SimulatePrincipalPolicy',
      'iam:SimulatePrincipalPolicy',
    ])
  })

  it.each<[string, JsonObject]>([
    ['an ARN for a profile', { instanceProfileName: `arn:aws:iam::${account}:instance-profile/Builder` }],
    ['a path', { instanceProfileName: 'team/Builder' }],
    ['a wildcard', { instanceProfileName: 'Build*' }],
    ['a URL for a bucket', logs('https://acme-logs.s3.amazonaws.com')],
    ['a path for a bucket', logs('../acme-logs')],
    ['a query for a bucket', logs('acme-logs?policy')],
    ['another service for a topic', { snsTopicArn: `arn:aws:sqs:eu-west-1:${account}:q` }],
    ['a topic of another partition', { snsTopicArn: `arn:aws-cn:sns:cn-north-1:${account}:t` }],
    ['a Region that is none', { snsTopicArn: `arn:aws:sns:evil.example/:${account}:t` }],
    ['a subnet that is none', { subnetId: 'subnet-*', securityGroupIds: ['sg-*'] }],
    ['types that are patterns', { instanceTypes: ['m7i.*', '*'] }],
    ['a host that is none', { placement: { hostId: '*', hostResourceGroupArn: '*' } }],
    [
      'a group elsewhere',
      { placement: { hostResourceGroupArn: 'arn:aws:resource-groups:eu-west-1:999988887777:group/x' } },
    ],
  ])('asks nothing about %s', async (_what, config) => {
    const opened = await open()
    const stated = { instanceMetadataOptions: { httpTokens: 'required' }, subnetId: 'subnet-', ...config }
    await learn(opened, [wanted(stated)])
    expect(opened.asked).toEqual([])
  })

  it('a denial is an answer, and so is an account of which nothing is said', async () => {
    const opened = await open({ seed: { account: { [account]: { denied: ['iam:*'] } } } })
    const facts = await learn(opened, [wanted({ instanceProfileName: 'Builder', keyPair: 'debug' })])
    expect(facts.find(({ fact }) => fact === 'instanceProfile')?.answer).toEqual({
      unanswered: {
        permission: 'iam:GetInstanceProfile',
        about: `arn:aws:iam::${account}:instance-profile/Builder`,
        why: 'denied',
        reason: `AccessDenied: No policy of account ${account} allows iam:GetInstanceProfile.`,
      },
    })
    expect(facts.find(({ fact }) => fact === 'keyPair')?.answer).toEqual({ known: { exists: false } })
    const nobody = await open({ seed: { account: {} } })
    const [fact] = await learn(nobody, [wanted({ keyPair: 'debug' }, { needs: ['keyPair'] })])
    expect(fact?.answer).toMatchObject({ unanswered: { why: 'denied', permission: 'ec2:DescribeKeyPairs' } })
  })
})
