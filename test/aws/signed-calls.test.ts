import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { AccountCalls, ServiceName } from '../../src/aws/account-calls.ts'
import { createAws } from '../../src/aws/clients.ts'
import type { ImageBuilder } from '../../src/aws/image-builder.ts'
import { allPages } from '../../src/aws/pages.ts'
import { endpointOf } from '../../src/aws/services.ts'
import { listOf } from '../../src/aws/wire.ts'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import { type Lane, partitionOf } from '../../src/model/arn.ts'
import { createLanes } from '../../src/pacing/lanes.ts'
import { Stop } from '../../src/pacing/pacer.ts'
import { type Answer, type Asked, answering } from '../support/answering.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { createVirtualClock } from '../support/virtual-clock.ts'

const lane: Lane = { partition: 'aws', account: '123456789012', region: 'eu-west-1' }
const secret = 'wJalrXUtnFEMI'

async function account(
  answer: (asked: Asked) => Answer,
  options = {},
): Promise<{ calls: AccountCalls; asked: Asked[] }> {
  const { url, asked } = await answering(answer)
  const keys = {
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: 'session',
    AWS_PROFILE: '',
  }
  for (const [name, value] of Object.entries({ ...keys, AWS_ENDPOINT_URL: url })) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  return { calls: createAws(options).accounts(lane), asked }
}

describe('a raw call', () => {
  it('asks IAM in the query protocol, of the partition, and reads lists, maps and texts', async () => {
    const body = `<GetInstanceProfileResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetInstanceProfileResult>
      <InstanceProfile><Roles><member><RoleName>a &amp; b</RoleName></member></Roles><Tags/></InstanceProfile>
      <Attributes><entry><key>KmsMasterKeyId</key><value>k</value></entry></Attributes>
      </GetInstanceProfileResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetInstanceProfileResponse>`
    const { calls, asked } = await account(() => ({ body }))
    const result = await calls.call('iam', 'GetInstanceProfile', {
      InstanceProfileName: 'Builder+1',
      Names: ['x', 'y'],
    })
    expect(result).toEqual({
      InstanceProfile: { Roles: [{ RoleName: 'a & b' }], Tags: '' },
      Attributes: { KmsMasterKeyId: 'k' },
    })
    expect(listOf((result.InstanceProfile as typeof result).Tags)).toEqual([])
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      Action: 'GetInstanceProfile',
      Version: '2010-05-08',
      InstanceProfileName: 'Builder+1',
      'Names.member.1': 'x',
      'Names.member.2': 'y',
    })
    expect(asked[0]?.headers.authorization).toMatch(/Credential=AKIA\/\d{8}\/us-east-1\/iam\/aws4_request/)
  })

  it('asks EC2 in its own protocol', async () => {
    const body = `<?xml version="1.0"?><DescribeSubnetsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
      <requestId>r</requestId><subnetSet><item><vpcId>vpc-1</vpcId></item><item><vpcId>vpc-2</vpcId></item></subnetSet>
      </DescribeSubnetsResponse>`
    const { calls, asked } = await account(() => ({ body }))
    const filter = { Name: 'vpc-id', Value: ['vpc-1', 'vpc-2'] }
    const result = await calls.call('ec2', 'DescribeSubnets', { SubnetId: ['subnet-1'], Filter: [filter] })
    expect(result.subnetSet).toEqual([{ vpcId: 'vpc-1' }, { vpcId: 'vpc-2' }])
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toMatchObject({
      'SubnetId.1': 'subnet-1',
      'Filter.1.Name': 'vpc-id',
      'Filter.1.Value.2': 'vpc-2',
    })
  })

  it('asks KMS in JSON 1.1', async () => {
    const { calls, asked } = await account(() => ({ body: '{"KeyMetadata":{"Enabled":true}}' }))
    expect(await calls.call('kms', 'DescribeKey', { KeyId: 'k' })).toEqual({ KeyMetadata: { Enabled: true } })
    expect(asked[0]).toMatchObject({ method: 'POST', body: '{"KeyId":"k"}' })
    expect(asked[0]?.headers).toMatchObject({
      'x-amz-target': 'TrentService.DescribeKey',
      'content-type': 'application/x-amz-json-1.1',
    })
  })

  it('takes what S3 says of a bucket for an answer', async () => {
    const { calls, asked } = await account(({ url }) => {
      const status = Number(url.slice(1))
      return { status, headers: { 'x-amz-bucket-region': 'us-east-1' } }
    })
    for (const status of [200, 301, 403, 404]) {
      const headers = { 'x-amz-expected-bucket-owner': lane.account }
      const answer = await calls.rest('s3', { method: 'HEAD', path: `/${status}`, headers })
      expect(answer).toMatchObject({ status, headers: { 'x-amz-bucket-region': 'us-east-1' } })
    }
    await expect(calls.rest('s3', { method: 'HEAD', path: '/503' })).rejects.toMatchObject({ kind: 'unavailable' })
    expect(asked[0]?.headers).toMatchObject({ 'x-amz-expected-bucket-owner': lane.account })
  })

  it('is signed as AWS checks it', async () => {
    const { calls, asked } = await account(() => ({ body: '{}' }))
    await calls.call('kms', 'DescribeKey', { KeyId: 'ü' })
    await calls.rest('resource-groups', {
      method: 'POST',
      path: '/get-group',
      query: { b: '2 3', a: '*' },
      body: { Group: 'g' },
    })
    for (const one of asked) expect(one.headers.authorization).toContain(`Signature=${signatureOf(one)}`)
  })

  it.each<[ServiceName, Answer, object]>([
    [
      'iam',
      failure(404, 'NoSuchEntity', 'no profile'),
      { kind: 'not-found', code: 'NoSuchEntity', message: 'no profile' },
    ],
    ['iam', failure(403, 'AccessDenied'), { kind: 'refused', code: 'AccessDenied' }],
    ['iam', failure(400, 'Throttling'), { kind: 'throttled' }],
    ['iam', failure(403, 'ExpiredToken'), { kind: 'credentials' }],
    ['sns', failure(429, 'Throttled'), { kind: 'throttled' }],
    ['ec2', ec2Failure(400, 'InvalidSubnetID.NotFound'), { kind: 'not-found', code: 'InvalidSubnetID.NotFound' }],
    ['ec2', ec2Failure(503, 'RequestLimitExceeded'), { kind: 'throttled' }],
    ['ec2', ec2Failure(403, 'UnauthorizedOperation'), { kind: 'refused', code: 'UnauthorizedOperation' }],
    ['kms', { status: 400, body: '{"__type":"com.amazonaws.kms#NotFoundException"}' }, { kind: 'not-found' }],
    [
      'kms',
      { status: 400, headers: { 'x-amzn-errortype': 'AccessDeniedException:http://x' } },
      { code: 'AccessDeniedException' },
    ],
    [
      'organizations',
      { status: 400, body: '{"__type":"TooManyRequestsException","Message":"slow"}' },
      { kind: 'throttled' },
    ],
    ['kms', { status: 502, body: '<html>' }, { kind: 'unavailable', code: 'Http502' }],
    ['iam', { body: '<html></html>' }, { kind: 'unavailable', code: 'InvalidAnswer' }],
    ['kms', { body: '[1]' }, { kind: 'unavailable', code: 'InvalidAnswer' }],
    ['kms', { status: 503, headers: { 'retry-after': '3' } }, { kind: 'unavailable', retryAfterMs: 3_000 }],
  ])('to %s that fails (%j) is known by its name', async (service, answer, error) => {
    const { calls } = await account(() => answer)
    await expect(calls.call(service, 'X')).rejects.toMatchObject({ name: 'ServiceError', ...error })
  })

  it('signs with the clock of the service where that of this machine is wrong', async () => {
    const date = new Date(Date.now() + 3_600_000)
    const { calls, asked } = await account(({ headers }) => {
      const isInTime = stampOf(date) === String(headers['x-amz-date']).slice(0, 11)
      const answer = isInTime ? { body: '{}' } : { status: 400, body: '{"__type":"InvalidSignatureException"}' }
      return { ...answer, headers: { date: date.toUTCString() } }
    })
    // Those that were under way with the wrong clock are to be sent again, each of them.
    const first = await Promise.allSettled([1, 2, 3].map(() => calls.call('kms', 'DescribeKey')))
    expect(first.map((each) => each.status === 'rejected' && each.reason.kind)).toEqual(Array(3).fill('unavailable'))
    await calls.call('kms', 'DescribeKey')
    expect(asked).toHaveLength(4)
  })

  it('has an end: at its signal, and at a time limit for the body', async () => {
    const { calls } = await account(() => ({ isEndless: true }), { answerTimeout: 50 })
    await expect(calls.call('kms', 'DescribeKey')).rejects.toMatchObject({
      kind: 'unavailable',
      message: 'the answer did not end within 0.05 s',
    })
    const patient = await account(() => ({ isEndless: true }))
    const enough = new AbortController()
    setTimeout(() => enough.abort('enough'), 20)
    await expect(patient.calls.call('kms', 'DescribeKey', {}, enough.signal)).rejects.toBe('enough')
  })

  it('asks the local STS in the process, and none where a stand-in has none beside it', async () => {
    const local = await createLocalImageBuilder({})
    onTestFinished(() => local.close())
    const inProcess = createAws({ local: { url: local.url } }).accounts(lane)
    expect(await inProcess.call('sts', 'GetCallerIdentity')).toMatchObject({ Account: lane.account })
    const beside = createAws({ endpointUrl: local.url, env: {} }).accounts(lane)
    await expect(beside.call('iam', 'GetRole')).rejects.toMatchObject({
      code: 'NoEndpoint',
      message: expect.stringContaining('AWS_ENDPOINT_URL_IAM'),
    })
  })
})

describe('the endpoint of a service', () => {
  it.each<[ServiceName, string, string]>([
    ['ec2', 'eu-west-1', 'https://ec2.eu-west-1.amazonaws.com/'],
    ['iam', 'eu-west-1', 'https://iam.amazonaws.com/'],
    ['iam', 'cn-northwest-1', 'https://iam.cn-north-1.amazonaws.com.cn/'],
    ['iam', 'us-gov-east-1', 'https://iam.us-gov.amazonaws.com/'],
    ['organizations', 'ap-south-1', 'https://organizations.us-east-1.amazonaws.com/'],
    ['organizations', 'us-gov-east-1', 'https://organizations.us-gov-west-1.amazonaws.com/'],
    ['s3', 'cn-north-1', 'https://s3.cn-north-1.amazonaws.com.cn/'],
    ['kms', 'us-iso-east-1', 'https://kms.us-iso-east-1.c2s.ic.gov/'],
    ['sns', 'eusc-de-east-1', 'https://sns.eusc-de-east-1.amazonaws.eu/'],
  ])('%s in %s is %s', (service, region, url) => {
    expect(String(endpointOf(service, { ...lane, partition: partitionOf(region), region }, { env: {} }))).toBe(url)
  })

  it('is the one that the environment names, of the service before that of all', () => {
    const env = { AWS_ENDPOINT_URL: 'https://all.example', AWS_ENDPOINT_URL_RESOURCE_GROUPS: 'https://groups.example' }
    expect(endpointOf('iam', lane, { env }).hostname).toBe('all.example')
    expect(endpointOf('resource-groups', lane, { env }).hostname).toBe('groups.example')
    expect(endpointOf('iam', lane, { env, endpointUrl: 'http://127.0.0.1:1' }).hostname).toBe('all.example')
    expect(endpointOf('ec2', lane, { env: { AWS_USE_FIPS_ENDPOINT: 'true' } }).hostname).toBe(
      'ec2-fips.eu-west-1.amazonaws.com',
    )
  })
})

describe('the pace of a service', () => {
  const clock = createVirtualClock(0)
  const none = () => ({}) as ImageBuilder
  const ports = { imageBuilders: none, clock, random: seededRandom(1) }

  it('is its own, and all Regions share that of a global one', async () => {
    const lanes = createLanes(ports, { concurrency: 20 })
    const times: Record<string, number[]> = {}
    const ask = (service: ServiceName, region: string) =>
      lanes.ask({ ...lane, region }, service, async () => {
        const key = `${service} ${region}`
        times[key] = [...(times[key] ?? []), clock.now()]
      })
    const calls = ['eu-west-1', 'us-east-1'].flatMap((region) => [
      ask('iam', region),
      ask('ec2', region),
      ask('ec2', region),
    ])
    await clock.run(Promise.all(calls))
    expect(times).toEqual({
      'iam eu-west-1': [0],
      'iam us-east-1': [100],
      'ec2 eu-west-1': [0, 100],
      'ec2 us-east-1': [0, 100],
    })
    lanes.stop(new Stop('Interrupted', 'enough'))
    await expect(ask('sns', 'eu-west-1')).rejects.toMatchObject({ code: 'Interrupted' })
  })
})

describe('pages', () => {
  it('are read to the end, and one that leads back is an error', async () => {
    const pages = [
      { items: [1], nextToken: 'a' },
      { items: [2], nextToken: 'b' },
      { items: [3], nextToken: '' },
    ]
    let count = 0
    expect(await allPages(async () => pages[count++] ?? { items: [] })).toEqual([1, 2, 3])
    await expect(allPages(async () => ({ items: [1], nextToken: 'same' }))).rejects.toMatchObject({
      code: 'InvalidAnswer',
    })
  })
})

function failure(status: number, code: string, message = 'm'): Answer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`
  return { status, body: `<ErrorResponse xmlns="x">${error}<RequestId>r</RequestId></ErrorResponse>` }
}

function ec2Failure(status: number, code: string): Answer {
  const errors = `<Errors><Error><Code>${code}</Code><Message>m</Message></Error></Errors>`
  return { status, body: `<Response>${errors}<RequestID>r</RequestID></Response>` }
}

function stampOf(date: Date): string {
  return date.toISOString().replaceAll(/[-:]/g, '').slice(0, 11)
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signatureOf({ method, url, headers, body }: Asked): string {
  const [path = '', query = ''] = url.split('?')
  const [, scope = '', names = ''] =
    /Credential=[^/]*\/([^,]*), SignedHeaders=([^,]*)/.exec(headers.authorization ?? '') ?? []
  const canonicalHeaders = names.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const payload = createHash('sha256').update(body).digest('hex')
  const canonical = [method, path, query.split('&').sort().join('&'), canonicalHeaders.join(''), names, payload]
  const hash = createHash('sha256').update(canonical.join('\n')).digest('hex')
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash].join('\n')
  const key = scope.split('/').reduce<string | Buffer>((last, part) => hmac(last, part), `AWS4${secret}`)
  return hmac(key, text).toString('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
