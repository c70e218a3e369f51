import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createImageBuilders } from '../../src/aws/clients.ts'
import type { ImageBuilder } from '../../src/aws/image-builder.ts'
import type { TargetsConfig } from '../../src/generated/config.ts'
import { createLocalImageBuilder, type LocalImageBuilderOptions } from '../../src/local/index.ts'
import type { Lane } from '../../src/model/arn.ts'
import { type Recorded, recordingProxy } from '../support/recording-proxy.ts'

const role = 'arn:aws:iam::{account}:role/ibguard'

interface Setup {
  targets: TargetsConfig
  server?: LocalImageBuilderOptions
  environment?: Record<string, string | undefined>
  /** How long an assumed role lasts. */
  lifetimeMs?: () => number
}

/** A client for each account and Region before a local server with its STS, by the keys of another account. */
async function connect({ targets, server, environment, lifetimeMs }: Setup) {
  const local = await createLocalImageBuilder(server ?? {})
  onTestFinished(() => local.close())
  const { url, requests } = await recordingProxy(local.url, (body) =>
    body.replace(/(<Expiration>)[^<]*/, (whole, tag) =>
      lifetimeMs ? `${tag}${new Date(Date.now() + lifetimeMs()).toISOString()}` : whole,
    ),
  )
  const variables = {
    AWS_ACCESS_KEY_ID: '999999999999',
    AWS_SECRET_ACCESS_KEY: 'x',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
    AWS_ENDPOINT_URL_STS: url,
    ...environment,
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const builders = createImageBuilders({ endpointUrl: local.url, targets })
  return {
    client: (account: string, region = 'eu-west-1', partition = 'aws'): ImageBuilder =>
      builders({ partition, account, region }),
    assumed: (): Recorded[] => requests.filter(({ body }) => body.get('Action') === 'AssumeRole'),
    local,
  }
}

const read = (client: ImageBuilder): Promise<unknown> => client.listInfrastructureConfigurations()

describe('the role of an account', () => {
  it('is assumed once for all calls and Regions', async () => {
    const { client, assumed } = await connect({ targets: { role, externalId: 'e-1', sessionName: 'ci' } })
    const [a, b] = ['111111111111', '222222222222']
    const clients = [client(a), client(a, 'us-east-1'), client(b)]
    await Promise.all(clients.flatMap((each) => [read(each), read(each), each.callerAccount()]))
    for (const each of clients) await read(each)
    expect(await client(a, 'us-east-1').callerAccount()).toBe(a)
    expect(
      assumed()
        .map(({ body }) => body.get('RoleArn'))
        .sort(),
    ).toEqual(['arn:aws:iam::111111111111:role/ibguard', 'arn:aws:iam::222222222222:role/ibguard'])
    for (const { body } of assumed()) {
      expect([body.get('ExternalId'), body.get('RoleSessionName')]).toEqual(['e-1', 'ci'])
    }
  })

  it('is an exception, with an external id and a session name of its own, where there is one', async () => {
    const own = { roleArn: 'arn:aws:iam::222222222222:role/deep/own', externalId: 'e-2', sessionName: 'own' }
    const { client, assumed } = await connect({ targets: { role, accounts: { '222222222222': own } } })
    expect(await client('222222222222').callerAccount()).toBe('222222222222')
    expect(await client('111111111111').callerAccount()).toBe('111111111111')
    const [first, second] = assumed().map(({ body }) => body)
    expect(first?.get('RoleArn')).toBe(own.roleArn)
    expect([first?.get('ExternalId'), first?.get('RoleSessionName')]).toEqual(['e-2', 'own'])
    expect([second?.get('ExternalId'), second?.get('RoleSessionName')]).toEqual([null, 'ibguard'])
  })

  it('is assumed again before it expires', async () => {
    let lifetime = 4 * 60_000
    const { client, assumed } = await connect({ targets: { role }, lifetimeMs: () => lifetime })
    const one = client('111111111111')
    await read(one)
    const before = assumed().length
    lifetime = 60 * 60_000
    await Promise.all([read(one), read(one), read(one)])
    await read(one)
    expect(assumed().length - before).toBe(1)
  })

  it('serves on while it lasts when STS fails to renew it', async () => {
    const { client, local } = await connect({ targets: { role }, lifetimeMs: () => 4 * 60_000 })
    const one = client('111111111111')
    await read(one)
    local.faults.add({ operation: 'AssumeRole', kind: 'ThrottlingException' })
    await read(one)
  })

  it.each([
    ['AccessDeniedException', 'refused', 'AssumeRoleFailed'],
    ['ThrottlingException', 'unavailable', 'Throttling'],
    ['InternalFailure', 'unavailable', 'InternalFailure'],
    ['ExpiredTokenException', 'credentials', 'ExpiredToken'],
    ['reset-before', 'unavailable', 'ECONNRESET'],
  ])('that STS answers with %s is %s, for its account alone', async (kind, as, code) => {
    const { client, local } = await connect({ targets: { role } })
    const denied = 'arn:aws:iam::111111111111:role/ibguard'
    local.faults.add({ operation: 'AssumeRole', kind, arn: denied })
    for (const call of [read, (each: ImageBuilder) => each.callerAccount()]) {
      const error = await call(client('111111111111')).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ name: 'ServiceError', kind: as, code })
      if (as === 'refused')
        expect(error).toHaveProperty(
          'message',
          expect.stringContaining(`the role ${denied} cannot be assumed: AccessDenied: `),
        )
    }
    await read(client('222222222222'))
  })

  it('is no matter where there are no credentials at all', async () => {
    const { client } = await connect({
      targets: { role },
      environment: {
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
        AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
        AWS_CONFIG_FILE: '/nonexistent',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    })
    await expect(read(client('111111111111'))).rejects.toMatchObject({ kind: 'credentials' })
  })

  it.each<[Lane, string | undefined, string, string]>([
    [{ partition: 'aws', account: '111111111111', region: 'me-south-1' }, 'eu-central-1', 'aws', 'eu-central-1'],
    [{ partition: 'aws', account: '111111111111', region: 'me-south-1' }, undefined, 'aws', 'me-south-1'],
    [{ partition: 'aws-cn', account: '111111111111', region: 'cn-north-1' }, 'eu-central-1', 'aws-cn', 'cn-north-1'],
    [
      { partition: 'aws-us-gov', account: '111111111111', region: 'us-gov-west-1' },
      'us-gov-east-1',
      'aws-us-gov',
      'us-gov-east-1',
    ],
  ])('of %j is assumed, from %s, in partition %s at the STS of %s', async (lane, own, partition, region) => {
    const targets = { role: 'arn:{partition}:iam::{account}:role/ibguard' }
    const { client, assumed } = await connect({ targets, environment: { AWS_REGION: own } })
    await read(client(lane.account, lane.region, lane.partition))
    const [request] = assumed()
    expect(request?.body.get('RoleArn')).toBe(`arn:${partition}:iam::111111111111:role/ibguard`)
    expect(request?.authorization).toContain(`/${region}/sts/`)
  })
})
