import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createAws, createImageBuilders } from '../../src/aws/clients.ts'
import { ensureHome } from '../../src/aws/home.ts'
import type { Lane } from '../../src/model/arn.ts'
import { objectionOf } from '../../src/pacing/caller.ts'
import { arnOf } from '../support/changes.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { certificatePath, tlsService, tunnel } from '../support/tls-service.ts'

const lane: Lane = { partition: 'aws', account: '123456789012', region: 'eu-west-1' }
const arn = arnOf('web')
const unset = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy', 'AWS_CA_BUNDLE']

function environment(variables: Record<string, string>): void {
  const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x', AWS_PROFILE: '' }
  for (const name of [...unset, 'AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_STS', 'AWS_REGION']) vi.stubEnv(name, undefined)
  for (const [name, value] of Object.entries({ ...keys, ...variables })) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
}

describe('the proxy of the environment', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('%s holds for Image Builder, STS, roles and raw calls', async (variable) => {
    const service = await tlsService(lane.account)
    const proxy = await tunnel(service.port)
    environment({ [variable]: proxy.url, AWS_CA_BUNDLE: certificatePath })
    const aws = createAws({ targets: { role: 'arn:aws:iam::{account}:role/ibguard' } })
    expect(await aws.imageBuilders(lane).get(arn)).toMatchObject({ arn })
    expect(await aws.imageBuilders(lane).callerAccount()).toBe(lane.account)
    expect(await aws.accounts(lane).call('sts', 'GetCallerIdentity')).toMatchObject({ Account: lane.account })
    const hosts = ['sts.eu-west-1.amazonaws.com', 'imagebuilder.eu-west-1.amazonaws.com']
    expect(service.asked).toEqual([
      `${hosts[0]} AssumeRole`,
      `${hosts[1]} Get`,
      `${hosts[0]} GetCallerIdentity`,
      `${hosts[0]} GetCallerIdentity`,
    ])
    expect(new Set(proxy.asked)).toEqual(new Set(hosts.map((host) => `${host}:443`)))
  })

  it('is left out for the hosts of NO_PROXY', async () => {
    const service = await tlsService(lane.account)
    const proxy = await tunnel(service.port)
    environment({ HTTPS_PROXY: proxy.url, NO_PROXY: 'localhost', AWS_CA_BUNDLE: certificatePath })
    expect(await createImageBuilders({ endpointUrl: service.url })(lane).get(arn)).toMatchObject({ arn })
    expect(proxy.asked).toEqual([])
  })

  it('that wants a password is a fault of the machine, its own not shown; one that is down is an outage', async () => {
    for (const [status, kind] of [
      [407, 'machine'],
      [503, 'unavailable'],
    ] as const) {
      const proxy = await tunnel(0, status)
      environment({ HTTPS_PROXY: proxy.url })
      const error = await createImageBuilders({})(lane)
        .get(arn)
        .catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ kind, message: expect.stringContaining(`${status}`) })
      expect(String(error)).not.toContain('hunter2')
    }
  })

  it('needs no scheme, and one that cannot be used is refused', async () => {
    const service = await tlsService(lane.account)
    const proxy = await tunnel(service.port)
    environment({ HTTPS_PROXY: proxy.url.replace('http://', ''), AWS_CA_BUNDLE: certificatePath })
    expect(await createImageBuilders({})(lane).get(arn)).toMatchObject({ arn })
    for (const url of ['nonsense hunter2', 'socks5://user:hunter2@127.0.0.1:1']) {
      environment({ HTTPS_PROXY: url })
      await expect(createImageBuilders({})(lane).get(arn)).rejects.toMatchObject({
        code: 'Environment',
        message: 'The proxy of HTTPS_PROXY is no URL of HTTP or HTTPS.',
      })
    }
  })
})

describe('an SSO', () => {
  it('is asked in its own Region, through the proxy', async () => {
    const proxy = await tunnel(0, 407)
    const start = 'https://corp.awsapps.example/start'
    const token = { accessToken: 't', expiresAt: '2099-01-01T00:00:00Z' }
    const home = tempFolder({
      config: `[profile sso]\nsso_start_url = ${start}\nsso_region = ap-south-1\nsso_account_id = 1\nsso_role_name = r\n`,
      [`.aws/sso/cache/${createHash('sha1').update(start).digest('hex')}.json`]: JSON.stringify(token),
    })
    environment({ HTTPS_PROXY: proxy.url, HOME: home, AWS_CONFIG_FILE: join(home, 'config'), AWS_PROFILE: 'sso' })
    await expect(createImageBuilders({})(lane).get(arn)).rejects.toMatchObject({
      message: expect.stringContaining(`profile sso (SSO of ${start}) gives no credentials`),
    })
    expect(new Set(proxy.asked)).toEqual(new Set(['portal.sso.ap-south-1.amazonaws.com:443']))
  })
})

describe('certificates', () => {
  it('that nobody trusts are said at once, with what to do', async () => {
    const service = await tlsService(lane.account)
    environment({})
    const error = await createImageBuilders({ endpointUrl: service.url })(lane)
      .get(arn)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind: 'machine', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect(() => objectionOf(error)).toThrow(
      expect.objectContaining({ code: 'Environment', hint: expect.stringContaining('AWS_CA_BUNDLE') }),
    )
  })

  it('of AWS_CA_BUNDLE are trusted, and a file that is not there is named', async () => {
    const service = await tlsService(lane.account)
    environment({ AWS_CA_BUNDLE: certificatePath })
    expect(await createImageBuilders({ endpointUrl: service.url })(lane).get(arn)).toMatchObject({ arn })
    const missing = join(certificatePath, '..', 'none.pem')
    environment({ AWS_CA_BUNDLE: missing })
    await expect(createImageBuilders({ endpointUrl: service.url })(lane).get(arn)).rejects.toMatchObject({
      code: 'Environment',
      message: `The certificates of AWS_CA_BUNDLE (${missing}) cannot be read: there is no such file or folder.`,
    })
  })
})

describe('the home', () => {
  it('is the root where the user id has none, and stays where it has', () => {
    const env: { HOME?: string } = {}
    ensureHome(env, () => {
      throw Object.assign(new Error('uv_os_homedir returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' })
    })
    expect(env).toEqual({ HOME: '/' })
    ensureHome(env, () => '/home/me')
    expect(env).toEqual({ HOME: '/' })
  })
})
