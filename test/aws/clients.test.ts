import { describe, expect, it, onTestFinished } from 'vitest'
import { createImageBuilders } from '../../src/aws/clients.ts'
import type { ImageBuilder } from '../../src/aws/image-builder.ts'
import type { AwsOptions } from '../../src/aws/options.ts'
import {
  createLocalImageBuilder,
  type LocalImageBuilder,
  type LocalImageBuilderOptions,
} from '../../src/local/index.ts'
import type { Lane } from '../../src/model/arn.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { type Answer, answering } from '../support/answering.ts'
import { arnOf } from '../support/changes.ts'

const lane: Lane = { partition: 'aws', account: '123456789012', region: 'eu-west-1' }
const arn = arnOf('web')
const live: JsonObject = { arn, name: 'web', instanceProfileName: 'Builder', newcomer: { deep: [1, { x: null }] } }
const update = { infrastructureConfigurationArn: arn, instanceProfileName: 'Builder', clientToken: 'token-1' }

async function serve(options: LocalImageBuilderOptions = {}): Promise<LocalImageBuilder> {
  const local = await createLocalImageBuilder({ seed: { infrastructureConfigurations: [live] }, ...options })
  onTestFinished(() => local.close())
  return local
}

async function connect(
  options: LocalImageBuilderOptions = {},
): Promise<{ client: ImageBuilder; local: LocalImageBuilder }> {
  const local = await serve(options)
  return { client: createImageBuilders({ local })(lane), local }
}

/** Before a server that answers every request alike. */
async function answeredWith(answer: Answer, options: AwsOptions = {}): Promise<ImageBuilder> {
  const { url } = await answering(() => answer)
  return createImageBuilders({ local: { url }, ...options })(lane)
}

describe('EC2 Image Builder over the SDK', () => {
  it('carries fields that the SDK does not know, in both directions', async () => {
    const { client, local } = await connect()
    expect(await client.get(arn)).toMatchObject({ newcomer: { deep: [1, {}] } })
    const terminateInstanceOnCompletion = true
    const parentInstance = { autoScalingGroup: { name: 'pool' } }
    const { requestId } = await client.update({
      ...update,
      parentInstance,
      terminateInstanceOnCompletion,
      future: { a: ['ü'] },
    })
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/)
    expect(local.mutations.at(-1)?.request).toMatchObject({ parentInstance, future: { a: ['ü'] } })
    expect(await client.get(arn)).toMatchObject({ parentInstance, terminateInstanceOnCompletion, future: { a: ['ü'] } })
  })

  it('knows a throttle and a missing target by their names on a machine whose clock is wrong', async () => {
    const { url } = await answering(({ headers, url: path }) => {
      const date = new Date(Date.now() + 3_600_000)
      const isInTime = String(headers['x-amz-date']).startsWith(date.toISOString().slice(0, 13).replaceAll('-', ''))
      const name = isInTime
        ? path.includes('slow')
          ? 'TooManyRequestsException'
          : 'ResourceNotFoundException'
        : 'InvalidSignatureException'
      return { status: 400, headers: { date: date.toUTCString(), 'x-amzn-errortype': name }, body: '{}' }
    })
    const client = createImageBuilders({ local: { url } })(lane)
    const kindsOf = async (...names: string[]) => {
      const answers = await Promise.allSettled(names.map((name) => client.get(arnOf(name))))
      return answers.map((each) => each.status === 'rejected' && each.reason.kind)
    }
    expect(await kindsOf('slow', 'gone')).toEqual(['unavailable', 'unavailable'])
    expect(await kindsOf('slow', 'gone')).toEqual(['throttled', 'not-found'])
  })

  it('pages through the lists of its own account', async () => {
    const pipelines = Array.from({ length: 30 }, (_, index) => ({
      arn: `arn:aws:imagebuilder:eu-west-1:123456789012:image-pipeline/p-${index}`,
      name: `p-${index}`,
      infrastructureConfigurationArn: arn,
      imageRecipeArn: 'arn:aws:imagebuilder:eu-west-1:123456789012:image-recipe/r/1.0.0',
    }))
    const { client } = await connect({ seed: { infrastructureConfigurations: [live], imagePipelines: pipelines } })
    const first = await client.listImagePipelines()
    expect(first.items).toHaveLength(25)
    const second = await client.listImagePipelines(first.nextToken)
    expect(second.items).toHaveLength(5)
    expect(second.nextToken).toBeUndefined()
    expect((await client.listInfrastructureConfigurations()).items).toMatchObject([{ arn }])
  })

  it.each<[string, string, object]>([
    ['CallRateLimitExceededException', 'throttled', {}],
    ['ServiceException', 'unavailable', {}],
    ['ServiceUnavailableException', 'unavailable', {}],
    ['ForbiddenException', 'refused', {}],
    ['InvalidRequestException', 'refused', {}],
    ['IdempotentParameterMismatchException', 'token-mismatch', {}],
    ['in-use=30s', 'in-use', { code: 'ResourceInUseException' }],
    ['profile-missing=30s', 'profile-missing', { code: 'InvalidParameterValueException' }],
    ['reset-before', 'unavailable', { code: 'ECONNRESET' }],
    ['reset-after', 'unavailable', { code: 'ECONNRESET' }],
    ['truncate', 'unavailable', {}],
    ['html-502', 'unavailable', { code: 'Http502' }],
  ])('knows %s as %s', async (fault, kind, more) => {
    const { client } = await connect({ fault: `UpdateInfrastructureConfiguration=${fault}` })
    const code = /Exception$/.test(fault) ? { code: fault } : {}
    await expect(client.update(update)).rejects.toMatchObject({ name: 'ServiceError', kind, ...code, ...more })
  })

  it('sends once: no retry hides in the SDK', async () => {
    const { client, local } = await connect({ fault: 'UpdateInfrastructureConfiguration=ServiceException:x1' })
    await expect(client.update(update)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(local.mutations).toEqual([])
    await client.update(update)
    expect(local.mutations).toHaveLength(1)
  })

  it('says what does not exist, with the request id', async () => {
    const { client } = await connect()
    await expect(client.get(arnOf('gone'))).rejects.toMatchObject({
      kind: 'not-found',
      code: 'ResourceNotFoundException',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it('reads Retry-After in seconds, as a date and in milliseconds', async () => {
    const headers = { 'x-amzn-errortype': 'TooManyRequestsException' }
    const seconds = await answeredWith({ status: 429, headers: { ...headers, 'retry-after': '7' }, body: '{}' })
    await expect(seconds.get(arn)).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 7_000 })
    const date = await answeredWith({
      status: 503,
      headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() },
      body: '<html>',
    })
    await expect(date.get(arn)).rejects.toMatchObject({ kind: 'unavailable', code: 'Http503' })
    await date.get(arn).catch(({ retryAfterMs }) => expect(Math.abs(retryAfterMs - 59_000)).toBeLessThan(5_000))
    const milliseconds = await answeredWith({
      status: 400,
      headers: { 'x-amzn-errortype': 'ThrottlingException', 'x-amz-retry-after': '250' },
    })
    await expect(milliseconds.get(arn)).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 250 })
  })

  it('does not wait for ever because a header says so', async () => {
    const client = await answeredWith({ status: 429, headers: { 'retry-after': '99999999999' }, body: '{}' })
    await expect(client.get(arn)).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 600_000 })
  })

  it.each([
    ['[]'],
    ['{}'],
    [''],
    ['not json'],
    ['{"infrastructureConfiguration": 1}'],
    ['{"infrastructureConfiguration": {}}'],
    [`{"infrastructureConfiguration": {"arn": "${arnOf('other')}", "instanceProfileName": "Other"}}`],
  ])('takes the answer %j for none at all', async (body) => {
    const client = await answeredWith({ headers: { 'content-type': 'application/json' }, body })
    await expect(client.get(arn)).rejects.toMatchObject({ name: 'ServiceError', kind: 'unavailable' })
  })

  it('waits for no body that never ends, and for none when the call is given up', async () => {
    const answer = { body: '{"infrastructureConfiguration":', isEndless: true }
    const limited = await answeredWith(answer, { answerTimeout: 50 })
    await expect(limited.get(arn)).rejects.toMatchObject({ kind: 'unavailable', code: 'TimeoutError' })
    const patient = await answeredWith(answer)
    const enough = new AbortController()
    setTimeout(() => enough.abort('enough'), 20)
    await expect(patient.get(arn, enough.signal)).rejects.toBe('enough')
  })

  it('knows a connection that cannot be made', async () => {
    const client = createImageBuilders({ local: { url: 'http://127.0.0.1:1' } })(lane)
    await expect(client.get(arn)).rejects.toMatchObject({ kind: 'unavailable', code: 'ECONNREFUSED' })
  })

  it('ends a call with the reason of its signal', async () => {
    const { client } = await connect({ latency: 10_000 })
    const reason = new Error('enough')
    await expect(client.get(arn, AbortSignal.abort(reason))).rejects.toBe(reason)
    const later = new AbortController()
    setTimeout(() => later.abort(reason), 50)
    await expect(client.get(arn, later.signal)).rejects.toBe(reason)
  })
})

describe('whose credentials these are', () => {
  const keys = { AWS_ACCESS_KEY_ID: '123456789012', AWS_SECRET_ACCESS_KEY: 'x' }

  function connectWith(options: AwsOptions, environment: Record<string, string | undefined>): ImageBuilder {
    const before = { ...process.env }
    onTestFinished(() => {
      for (const name of Object.keys(environment)) delete process.env[name]
      Object.assign(process.env, before)
    })
    for (const [name, value] of Object.entries(environment)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    return createImageBuilders(options)(lane)
  }

  it('is not asked of a local stand-in', async () => {
    const { client, local } = await connect()
    expect(await client.callerAccount()).toBeUndefined()
    const named = connectWith({ endpointUrl: local.url }, { ...keys, AWS_ENDPOINT_URL_STS: undefined })
    expect(await named.callerAccount()).toBeUndefined()
  })

  it('is asked of the STS that is named', async () => {
    const { url } = await serve()
    const client = connectWith({ endpointUrl: url }, { ...keys, AWS_ENDPOINT_URL_STS: url })
    expect(await client.callerAccount()).toBe('123456789012')
    expect(await client.get(arn)).toMatchObject({ arn })
    const silent = connectWith({ endpointUrl: url }, { ...keys, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' })
    await expect(silent.callerAccount()).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      message: expect.stringContaining('STS does not say whose credentials these are'),
    })
  })

  it('is that of the role which the config names for the account', async () => {
    const { url } = await serve()
    const foreign = { ...keys, AWS_ACCESS_KEY_ID: '999999999999', AWS_ENDPOINT_URL_STS: url }
    const own = connectWith({ endpointUrl: url }, foreign)
    expect(await own.callerAccount()).toBe('999999999999')
    await expect(own.get(arn)).rejects.toMatchObject({ kind: 'refused', code: 'ForbiddenException' })
    const targets = { role: 'arn:aws:iam::{account}:role/ibguard', externalId: 'e-1' }
    const assumed = connectWith({ endpointUrl: url, targets }, foreign)
    expect(await assumed.callerAccount()).toBe('123456789012')
    expect(await assumed.get(arn)).toMatchObject({ arn })
  })

  it('is told apart from there being none', async () => {
    const { url } = await serve()
    const none = {
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_EC2_METADATA_DISABLED: 'true',
    }
    const client = connectWith({ endpointUrl: url }, none)
    await expect(client.get(arn)).rejects.toMatchObject({ kind: 'credentials', code: 'CredentialsProviderError' })
  })
})
