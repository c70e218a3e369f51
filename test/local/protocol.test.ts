import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { describe, expect, test } from 'vitest'
import { arnOf, region, send, startLocal } from './support/client.ts'

const arn = arnOf('web')
const seed = [{ infrastructureConfigurationArn: arn, instanceProfileName: 'builder' }]
const valid = { infrastructureConfigurationArn: arn, instanceProfileName: 'builder', clientToken: 'one' }
const getPath = (target: string) =>
  `/GetInfrastructureConfiguration?infrastructureConfigurationArn=${encodeURIComponent(target)}`

describe('a request is refused', () => {
  test.each([
    ['unsigned', { headers: { authorization: '' } }, 403, 'MissingAuthenticationTokenException'],
    [
      'with a signature of another kind',
      { headers: { authorization: 'Bearer x' } },
      400,
      'IncompleteSignatureException',
    ],
    ['from another account', { key: '999999999999' }, 403, 'ForbiddenException'],
    ['for another Region', { region: 'us-east-1' }, 404, 'ResourceNotFoundException'],
    ['with broken JSON', { body: '{' }, 400, 'SerializationException'],
    ['with a list as its body', { body: [] }, 400, 'SerializationException'],
    ['with bytes that are not UTF-8', { body: Uint8Array.of(0x7b, 0xff, 0x7d) }, 400, 'SerializationException'],
    ['with a wrong type', { body: { ...valid, description: 1 } }, 400, 'SerializationException'],
    ['with a null in a list', { body: { ...valid, instanceTypes: [null] } }, 400, 'SerializationException'],
    ['with a bad value', { body: { ...valid, description: '' } }, 400, 'InvalidRequestException'],
    ['without a required member', { body: { ...valid, clientToken: null } }, 400, 'InvalidRequestException'],
    ['nested too deep', { body: `{"x":${'['.repeat(200)}${']'.repeat(200)}}` }, 400, 'SerializationException'],
    ['nested far too deep', { body: `{"x":${'['.repeat(1e6)}${']'.repeat(1e6)}}` }, 400, 'SerializationException'],
    ['over 4 MiB', { body: { ...valid, x: 'x'.repeat(2 ** 22) } }, 413, 'RequestEntityTooLargeException'],
    ['with another method', { method: 'POST' }, 404, 'UnknownOperationException'],
  ])('%s', async (_, request, status, errorType) => {
    const { url, mutations } = await startLocal({ seed })
    const answer = await send(url, '/UpdateInfrastructureConfiguration', { body: valid, ...request })
    expect(answer).toMatchObject({ status, errorType, body: { __type: errorType, message: expect.any(String) } })
    expect(mutations).toEqual([])
  })

  test('when the target does not exist, without using up its token', async () => {
    const { url } = await startLocal({ seed })
    const body = { ...valid, infrastructureConfigurationArn: arnOf('none') }
    const path = '/UpdateInfrastructureConfiguration'
    expect(await send(url, path, { body })).toMatchObject({ status: 404, errorType: 'ResourceNotFoundException' })
    expect(await send(url, path, { body: valid })).toMatchObject({ status: 200 })
  })

  test('for an operation that is not served, by name', async () => {
    const { url } = await startLocal()
    expect(await send(url, '/StartImagePipelineExecution', { body: {} })).toMatchObject({
      status: 404,
      body: { message: expect.stringContaining('StartImagePipelineExecution') },
    })
  })
})

test.each([
  ['a subnet without groups', { subnetId: 'subnet-1' }],
  ['a subnet with an empty list of groups', { subnetId: 'subnet-1', securityGroupIds: [] }],
  ['a host and a host group', { placement: { tenancy: 'host', hostId: 'h-1', hostResourceGroupArn: 'arn:aws:x' } }],
  ['a host without its tenancy', { placement: { hostId: 'h-1' } }],
  ['a host group with another tenancy', { placement: { tenancy: 'dedicated', hostResourceGroupArn: 'arn:aws:x' } }],
  ['a reserved tag key', { resourceTags: { Ec2ImageBuilderArn: 'x' } }],
  ['a FIFO topic', { snsTopicArn: `arn:aws:sns:${region}:123456789012:builds.fifo` }],
])('refuses %s', async (_, fields) => {
  const { url } = await startLocal({ seed })
  const answer = await send(url, '/UpdateInfrastructureConfiguration', { body: { ...valid, ...fields } })
  expect(answer).toMatchObject({ status: 400, errorType: 'InvalidRequestException' })
})

test('the body may be nested as deep as the limit, and no prototype is touched', async () => {
  const { url } = await startLocal({ seed })
  const body = `{"x":${'['.repeat(199)}${']'.repeat(199)},"__proto__":{"polluted":1},${JSON.stringify(valid).slice(1)}`
  expect((await send(url, '/UpdateInfrastructureConfiguration', { body })).status).toBe(200)
  const { body: answer } = await send(url, getPath(arn), { method: 'GET' })
  expect(Object.hasOwn(answer.infrastructureConfiguration as object, '__proto__')).toBe(true)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test.each([
  ['😀'.repeat(1024), 200],
  ['😀'.repeat(1025), 400],
  ['a', 200],
  ['😀', 200],
])('lengths count code points: %#', async (description, status) => {
  const { url } = await startLocal({ seed })
  expect((await send(url, '/UpdateInfrastructureConfiguration', { body: { ...valid, description } })).status).toBe(
    status,
  )
})

test('a Create goes to the account of the key and the partition of the Region', async () => {
  const { url } = await startLocal()
  const body = { name: 'Build Web_1', instanceProfileName: 'builder', clientToken: 'one' }
  const create = (key: string, scope: string) =>
    send(url, '/CreateInfrastructureConfiguration', { body, key, region: scope })
  const arns = [await create('local', 'eu-west-1'), await create('210987654321', 'cn-north-1')].map(
    (answer) => answer.body.infrastructureConfigurationArn,
  )
  expect(arns).toEqual([
    'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/build-web-1',
    'arn:aws-cn:imagebuilder:cn-north-1:210987654321:infrastructure-configuration/build-web-1',
  ])
})

test('names that collide in the ARN are one, and a dry run creates nothing', async () => {
  const { url } = await startLocal()
  const create = (fields: object) =>
    send(url, '/CreateInfrastructureConfiguration', { body: { instanceProfileName: 'builder', ...fields } })
  expect(await create({ name: 'a b', clientToken: '1', dryRun: true })).toMatchObject({
    status: 412,
    errorType: 'DryRunOperationException',
  })
  expect((await create({ name: 'a b c', clientToken: '1' })).status).toBe(200)
  expect(await create({ name: 'A_B C', clientToken: '2' })).toMatchObject({
    status: 400,
    errorType: 'ResourceAlreadyExistsException',
  })
})

test('a Create repeated after a Delete answers as the first did', async () => {
  const { url } = await startLocal()
  const body = { name: 'web', instanceProfileName: 'builder', clientToken: '1' }
  const first = await send(url, '/CreateInfrastructureConfiguration', { body })
  const query = `infrastructureConfigurationArn=${encodeURIComponent(arn)}`
  await send(url, `/DeleteInfrastructureConfiguration?${query}`, { method: 'DELETE' })
  const again = await send(url, '/CreateInfrastructureConfiguration', { body })
  expect(again.body).toEqual(first.body)
  expect((await send(url, getPath(arn), { method: 'GET' })).status).toBe(404)
})

test('an assumed role belongs to its account, also for a server that is new', async () => {
  const { url } = await startLocal()
  const sts = (
    endpoint: string,
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
  ) => new STSClient({ endpoint, region, credentials })
  const base = { accessKeyId: 'local', secretAccessKey: 'any' }
  expect(await sts(url, base).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '123456789012' })
  const RoleArn = 'arn:aws:iam::210987654321:role/ci/ibguard'
  const { Credentials } = await sts(url, base).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'run-1' }))
  const assumed = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  }
  const other = await startLocal({ seed })
  expect(await sts(other.url, assumed).send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '210987654321',
    Arn: 'arn:aws:sts::210987654321:assumed-role/ibguard/run-1',
  })
  expect((await send(other.url, getPath(arn), { method: 'GET', key: assumed.accessKeyId })).status).toBe(403)
})

const stsVersion = 'Version=2011-06-15'
test.each([
  ['unsigned', { authorization: '' }, `Action=GetCallerIdentity&${stsVersion}`, 403, 'MissingAuthenticationToken'],
  ['without an action', {}, stsVersion, 400, 'MissingAction'],
  ['an unknown action', {}, `Action=Nothing%3Cb%3E&${stsVersion}`, 400, 'InvalidAction'],
  ['the name of a prototype member', {}, `Action=toString&${stsVersion}`, 400, 'InvalidAction'],
  ['control characters', {}, `Action=%00%1b&${stsVersion}`, 400, 'InvalidAction'],
  ['another version', {}, 'Action=GetCallerIdentity&Version=2010-01-01', 400, 'InvalidAction'],
  ['no version', {}, 'Action=GetCallerIdentity', 400, 'InvalidAction'],
  ['a bad role', {}, `Action=AssumeRole&RoleArn=x&RoleSessionName=ab&${stsVersion}`, 400, 'ValidationError'],
  ['a body over 4 MiB', {}, `Action=${'x'.repeat(2 ** 22)}`, 413, 'RequestEntityTooLarge'],
  ['bytes that are no text', {}, Uint8Array.of(0xff, 0xfe, 0), 400, 'MissingAction'],
])('STS refuses %s', async (_, headers, body, status, code) => {
  const { url } = await startLocal()
  const answer = await send(url, '/', { method: 'POST', body, headers: { ...headers } })
  expect(answer.status).toBe(status)
  expect(answer.body.text).toContain(`<Code>${code}</Code>`)
  expect(answer.body.text).not.toContain('<b>')
  expect(answer.body.text).not.toMatch(/\p{Cc}/u)
})
