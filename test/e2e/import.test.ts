import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { arnOf } from '../support/changes.ts'
import { type CliResult, ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'

const account = '123456789012'
const lane = (region: string): string[] => ['--account', account, '--region', region]

/** More than a page. */
const seed: JsonObject[] = Array.from({ length: 30 }, (_, index) => ({
  arn: arnOf(`web-${index}`),
  name: `web-${index}`,
  instanceProfileName: 'Builder',
  description: index === 3 ? 'yes' : `No ${index}: a "description"`,
  instanceMetadataOptions: { httpTokens: 'optional' },
  tags: { Owner: 'private' },
  ...(index === 7 && { newcomer: { size: 1 } }),
}))
const elsewhere = { arn: arnOf('api', { region: 'us-east-1' }), name: 'api', instanceProfileName: 'Builder' }

let server: LocalImageBuilder
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', account)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  server = await createLocalImageBuilder({ seed: { infrastructureConfigurations: [...seed, elsewhere] } })
  vi.stubEnv('AWS_ENDPOINT_URL_STS', server.url)
  return () => server.close()
})

const run = (cwd: string, ...argv: string[]): Promise<CliResult> =>
  ibguard([...argv, '--endpoint-url', server.url], { cwd })

it('a plan right after an import has nothing to change', async () => {
  const cwd = tempFolder({ '.git/HEAD': '' })
  const imported = await run(cwd, 'import', ...lane('eu-west-1'), '--region', 'us-east-1', '--out', 'infra/live.yaml')
  expect(imported).toMatchObject({ code: 0, stdout: 'wrote infra/live.yaml\n' })
  expect(imported.stderr).toContain('31 live configurations found.')
  expect(imported.stderr).toContain(`${arnOf('web-7')}: no spec can name /newcomer/size; an update keeps it.`)
  const text = readFileSync(join(cwd, 'infra/live.yaml'), 'utf8')
  expect(text).not.toContain('private')
  expect(text).toContain("description: 'yes'")
  const planned = await run(cwd, 'plan', 'infra/live.yaml', '--format', 'json', '--fail-on', 'never')
  const { summary, changes } = JSON.parse(planned.stdout)
  // Today's rules may object to what is live; nothing would be changed all the same.
  expect(summary).toMatchObject({ specs: 31, changes: 0, missing: 0 })
  for (const { fields } of changes) expect(fields).toEqual([])
  expect(server.mutations).toEqual([])
})

it('only what no spec covers is written, and listed; files stay as they are', async () => {
  const cwd = tempFolder({
    'ibguard.config.json': JSON.stringify({ files: ['infra/**/*.yaml'] }),
    'infra/web.yaml': `infrastructureConfigurationArn: ${arnOf('web-0')}\n`,
  })
  const into = ['import', ...lane('eu-west-1'), '--out', 'infra/']
  const first = await run(cwd, ...into)
  expect(first.code).toBe(0)
  expect(first.stderr).toContain('30 live configurations found, 1 covered by specs, 29 by none:')
  expect(first.stderr).toContain(`  ${arnOf('web-29')}\n`)
  expect(first.stderr).not.toContain(`  ${arnOf('web-0')}\n`)
  expect(readdirSync(join(cwd, `infra/${account}/eu-west-1`))).toHaveLength(29)
  expect(first.stdout).toContain(`wrote infra/${account}/eu-west-1/web-1.yaml\n`)
  const again = await run(cwd, ...into)
  expect(again).toMatchObject({ code: 0, stdout: '' })
  expect(again.stderr).toContain('30 covered by specs, 0 by none.')
  const other = await run(tempFolder(), ...into)
  expect(other.code).toBe(0)
})

it('without --out the specs go to standard output, in a stable order, also under throttling', async () => {
  // Few, for a throttled lane takes its time.
  const few = [...seed.slice(8, 12)].reverse()
  const local = await createLocalImageBuilder({ seed: { infrastructureConfigurations: few } })
  onTestFinished(() => local.close())
  local.faults.add({ operation: 'ListInfrastructureConfigurations', kind: 'TooManyRequestsException', count: 1 })
  local.faults.add({ operation: 'GetInfrastructureConfiguration', kind: 'CallRateLimitExceededException', count: 1 })
  const argv = ['import', ...lane('eu-west-1'), '--endpoint-url', local.url]
  const { code, stdout } = await ibguard(argv, { cwd: tempFolder() })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^# yaml-language-server: .*\n- infrastructureConfigurationArn: /)
  const arns = [...stdout.matchAll(/infrastructureConfigurationArn: (\S+)/g)].map(([, arn]) => arn)
  expect(arns).toEqual(few.map(({ arn }) => arn).sort())
})

it('says what could not be listed or read, and imports the rest', async () => {
  server.faults.add({ operation: 'GetInfrastructureConfiguration', kind: 'ForbiddenException', arn: arnOf('web-5') })
  const cwd = tempFolder()
  const foreign = ['--account', '999999999999', '--region', 'eu-west-1']
  const { code, stdout, stderr } = await run(cwd, 'import', '--account', account, ...foreign)
  expect(code).toBe(1)
  expect(stdout.match(/infrastructureConfigurationArn/g)).toHaveLength(29)
  expect(stderr).toContain(`${arnOf('web-5')}: ForbiddenException: `)
  expect(stderr).toContain('account 999999999999 in eu-west-1: WrongAccount: ')
  expect(await run(cwd, 'import', ...foreign)).toMatchObject({ code: 2, stdout: '' })
})

it("tells another account's list by its ARNs where no STS can be asked", async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_STS', undefined)
  const { code, stderr } = await run(tempFolder(), 'import', '--account', '999999999999', '--region', 'eu-west-1')
  expect(code).toBe(2)
  expect(stderr).toContain("the credentials list another account's configurations, such as arn:aws:imagebuilder")
})

it('takes accounts and Regions from targets.allow, else from the specs', async () => {
  const allow = { targets: { allow: { accounts: [account], regions: ['us-east-1'] } } }
  const byConfig = await run(tempFolder({ 'ibguard.config.json': JSON.stringify(allow) }), 'import')
  expect(byConfig.stdout).toContain(elsewhere.arn)
  const files = { files: ['*.yaml'] }
  const bySpecs = await run(
    tempFolder({
      'ibguard.config.json': JSON.stringify(files),
      'a.yaml': `infrastructureConfigurationArn: ${arnOf('new', { region: 'us-east-1' })}\n`,
    }),
    'import',
  )
  expect(bySpecs.stdout).toContain(elsewhere.arn)
})

it.each([
  [['import'], 'Nothing says which account and Region'],
  [['import', '--account', '1234', '--region', 'eu-west-1'], 'Expected an account ID of 12 digits'],
  [['import', '--account', account, '--region', 'eu/west'], 'Expected a Region such as'],
  [['import', ...lane('eu-west-1'), '--out', 'there.yaml'], 'there.yaml exists, and import writes over no file'],
  [['import', ...lane('eu-west-1'), '--out', 'specs.json'], 'specs are written as YAML'],
])('%s is exit 2', async (argv, message) => {
  const cwd = tempFolder({ 'there.yaml': 'mine' })
  const { code, stdout, stderr } = await run(cwd, ...argv)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
  expect(readFileSync(join(cwd, 'there.yaml'), 'utf8')).toBe('mine')
})

it('--local imports the seed of the config', async () => {
  const cwd = tempFolder({
    'ibguard.config.json': JSON.stringify({ local: { seed: 'live.json' } }),
    'live.json': JSON.stringify({ infrastructureConfigurations: [elsewhere] }),
  })
  const { code, stdout } = await ibguard(['import', ...lane('us-east-1'), '--local'], { cwd })
  expect(code).toBe(0)
  expect(stdout).toContain(elsewhere.arn)
})
