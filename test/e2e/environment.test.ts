import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import { arnOf } from '../support/changes.ts'
import { type CliResult, ibguard } from '../support/cli.ts'
import { runProcess } from '../support/processes.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { tlsService } from '../support/tls-service.ts'

const arn = arnOf('web')
const dead = 'http://127.0.0.1:1'

let server: LocalImageBuilder
beforeEach(async () => {
  const seed = [{ arn, name: 'web', instanceProfileName: 'Builder' }]
  server = await createLocalImageBuilder({ seed: { infrastructureConfigurations: seed } })
  vi.stubEnv('AWS_ACCESS_KEY_ID', '123456789012')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_ENDPOINT_URL_STS', undefined)
  return () => server.close()
})

function run(argv: string[], config: object = {}, arns: string[] = [arn]): Promise<CliResult> {
  const cwd = tempFolder({
    'ibguard.config.json': JSON.stringify({ extends: 'none', ...config }),
    'infra.json': `[${arns.map((each) => specText({ infrastructureConfigurationArn: each })).join(',')}]`,
  })
  return ibguard([...argv, 'infra.json'], { cwd })
}

it('says in plan that a certificate is not trusted, and what to do', async () => {
  const { url, asked } = await tlsService('123456789012')
  const { code, stderr } = await run(['plan', '--endpoint-url', url])
  expect(code).toBe(2)
  expect(stderr).toContain('DEPTH_ZERO_SELF_SIGNED_CERT')
  expect(stderr).toContain('name its authority in AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS')
  expect(asked).toEqual([])
})

it('goes round an STS that cannot be reached when the config leaves the check out, and warns', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_STS', dead)
  const unchecked = { targets: { checkCaller: false } }
  expect((await run(['plan', '--endpoint-url', server.url], unchecked)).code).toBe(0)
  const { code, stderr } = await run(['apply', '--yes', '--endpoint-url', server.url], unchecked)
  expect(code).toBe(0)
  expect(stderr).toContain('targets.checkCaller is false: STS was not asked whose credentials these are')
  expect(server.mutations).toHaveLength(1)
  const unasked = await run(['apply', '--endpoint-url', server.url], unchecked)
  expect(unasked.code).toBe(2)
  expect(unasked.stderr).toContain('Give --yes')
})

it('blocks a target in a Region that cannot be, and plans the others', async () => {
  const impossible = ['Nowhere', 'eu_west_1', 'xx', 'eu-west-1.evil.example', '-'].map((region) =>
    arnOf('web', { region }),
  )
  const { code, stdout } = await run(['plan', '--endpoint-url', server.url], {}, [arn, ...impossible])
  expect(code).toBe(1)
  expect(stdout).toContain('Plan: 1 to update')
})

it('ends on a signal although a process that was asked for credentials never answers', async () => {
  const cwd = tempFolder({
    'ibguard.config.json': JSON.stringify({ extends: 'none' }),
    'infra.json': specText({ infrastructureConfigurationArn: arn }),
    // The shell's parent is the command.
    aws: '[default]\ncredential_process = kill -TERM $PPID; exec sleep 30\n',
  })
  const startedAt = performance.now()
  const keys = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }
  const env = { ...keys, AWS_CONFIG_FILE: join(cwd, 'aws'), AWS_SHARED_CREDENTIALS_FILE: join(cwd, 'none') }
  const { code } = await runProcess(['plan', 'infra.json', '--endpoint-url', server.url], cwd, env)
  expect(code).toBe(143)
  expect(performance.now() - startedAt).toBeLessThan(15_000)
})
