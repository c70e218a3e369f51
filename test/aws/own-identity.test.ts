import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createAws } from '../../src/aws/clients.ts'
import type { AwsOptions } from '../../src/aws/options.ts'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import type { Lane } from '../../src/model/arn.ts'
import { tempFolder } from '../support/temp-folder.ts'

const lane = (account: string, region: string): Lane => ({ partition: 'aws', account, region })

interface Setup {
  config: string
  environment?: Record<string, string | undefined>
  options?: AwsOptions
}

/** AWS before a local server with its STS, by what the config file says. */
async function connect({ config, environment, options }: Setup) {
  const folder = tempFolder()
  const log = join(folder, 'asked')
  writeFileSync(log, '')
  const keys = '{"Version":1,"AccessKeyId":"999999999999","SecretAccessKey":"x"}'
  writeFileSync(join(folder, 'source.sh'), `echo asked >> ${log}\necho '${keys}'\n`)
  writeFileSync(join(folder, 'config'), config.replaceAll('PROCESS', `sh ${join(folder, 'source.sh')}`))
  const local = await createLocalImageBuilder({})
  onTestFinished(() => local.close())
  const variables = {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: undefined,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
    AWS_ENDPOINT_URL: local.url,
    ...environment,
  }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  return { aws: createAws(options ?? {}), timesAsked: () => readFileSync(log, 'utf8').trim().split('\n').length }
}

describe('the own credentials', () => {
  it.each<[string, Setup]>([
    ['for all Regions, STS and raw calls', { config: '[default]\ncredential_process = PROCESS\n' }],
    [
      'for all roles too',
      {
        config: '[profile a]\ncredential_process = PROCESS\n',
        options: { profile: 'a', targets: { role: 'arn:aws:iam::{account}:role/ibguard' } },
      },
    ],
  ])('are asked for once, %s', async (_, setup) => {
    const { aws, timesAsked } = await connect(setup)
    const account = setup.options ? '111111111111' : '999999999999'
    const lanes = ['eu-west-1', 'us-east-1', 'cn-north-1'].map((region) => lane(account, region))
    await Promise.all(
      lanes.flatMap((each) => [
        aws.imageBuilders(each).listInfrastructureConfigurations(),
        aws.imageBuilders(each).callerAccount(),
        aws.accounts(each).call('sts', 'GetCallerIdentity'),
      ]),
    )
    if (setup.options) await aws.imageBuilders(lane('222222222222', 'eu-west-1')).callerAccount()
    expect(timesAsked()).toBe(1)
  })

  it.each<[string, Setup, string]>([
    [
      'process',
      { config: '[profile dev]\ncredential_process = echo "no luck" >&2; exit 3\n', options: { profile: 'dev' } },
      'profile dev (credential_process) gives no credentials: Command failed: echo "no luck" >&2; exit 3 / no luck',
    ],
    [
      'process of the default profile',
      { config: '[default]\ncredential_process = echo nonsense\n' },
      'profile default (credential_process) gives no credentials: Profile default credential_process returned invalid JSON.',
    ],
    [
      'SSO session',
      {
        config:
          '[profile sso]\nsso_session = corp\nsso_account_id = 1\nsso_role_name = r\n[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.example\n',
        environment: { AWS_PROFILE: 'sso' },
      },
      'profile sso (SSO session corp) gives no credentials: ',
    ],
    [
      'MFA device',
      {
        config:
          '[profile base]\ncredential_process = PROCESS\n[profile mfa]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\nmfa_serial = arn:aws:iam::1:mfa/me\n',
        options: { profile: 'mfa' },
      },
      'profile mfa (role arn:aws:iam::1:role/r, MFA device arn:aws:iam::1:mfa/me, by profile base (credential_process)) asks for a code of the MFA device, which cannot be given here',
    ],
    [
      'profile that is not there',
      { config: '', environment: { AWS_PROFILE: 'gone' } },
      'the profile gone is in neither the config nor the credentials file',
    ],
    [
      'profile without a source',
      { config: '[profile empty]\nregion = eu-west-1\n', options: { profile: 'empty' } },
      'profile empty gives no credentials: Could not load credentials from any providers',
    ],
  ])('that fail are named: %s', async (_, setup, message) => {
    const { aws } = await connect(setup)
    const one = aws.imageBuilders(lane('999999999999', 'eu-west-1'))
    const error = { name: 'ServiceError', kind: 'credentials', message: expect.stringContaining(message) }
    await expect(one.callerAccount()).rejects.toMatchObject(error)
    await expect(one.listInfrastructureConfigurations()).rejects.toMatchObject(error)
  })

  it('that never come end at the signal, and at a limit', async () => {
    const setup = { config: '[default]\ncredential_process = sleep 2\n', options: { sourceTimeout: 60 } }
    const { aws } = await connect(setup)
    const one = aws.imageBuilders(lane('999999999999', 'eu-west-1'))
    const enough = new AbortController()
    setTimeout(() => enough.abort('enough'), 20)
    await expect(one.callerAccount(enough.signal)).rejects.toBe('enough')
    await expect(one.callerAccount()).rejects.toMatchObject({
      kind: 'credentials',
      message: 'profile default (credential_process) gives no credentials: no credentials came within 0.06 s',
    })
  })
})
