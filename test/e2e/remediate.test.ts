import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it, vi } from 'vitest'
import { createAws } from '../../src/aws/clients.ts'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Report } from '../../src/model/report.ts'
import { laneOf } from '../../src/resource/target-arn.ts'
import { arnOf } from '../support/changes.ts'
import { type CliResult, ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const account = '111111111111'
const named = (name: string): string => arnOf(name, { account })
const logging = { s3Logs: { s3BucketName: 'acme-logs' } }

/** What lacks IMDSv2 alone. */
const config = (name: string, more: JsonObject = {}): JsonObject & { arn: string } => ({
  arn: named(name),
  name,
  instanceProfileName: 'Builder',
  logging,
  newcomer: { kept: 1 },
  ...more,
})
const container = (name: string): JsonObject => ({
  arn: named(name).replace('infrastructure-configuration', 'image-pipeline'),
  name,
  infrastructureConfigurationArn: named(name),
  containerRecipeArn: `${named(name).replace('infrastructure-configuration', 'container-recipe')}/1.0.0`,
})

let server: LocalImageBuilder
async function start(infrastructureConfigurations: JsonObject[], imagePipelines: JsonObject[] = []): Promise<void> {
  server = await createLocalImageBuilder({ seed: { infrastructureConfigurations, imagePipelines } })
  vi.stubEnv('AWS_ENDPOINT_URL', server.url)
}
beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', account)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  return () => server.close()
})

interface Given {
  config?: object
  files?: Record<string, string>
}
async function folder({ config: own, files }: Given = {}): Promise<string> {
  return tempFolder({ 'ibguard.config.json': JSON.stringify(own ?? {}), ...files })
}
async function remediate(cwd: string, ...argv: string[]): Promise<CliResult & { report: Report }> {
  const result = await ibguard(['remediate', '--yes', '--format', 'json=report.json', ...argv], { cwd })
  return { ...result, report: JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) }
}
const live = (name: string): Promise<JsonObject> => {
  const lane = laneOf(named(name))
  if (!lane) throw new Error(name)
  return createAws({ local: server }).imageBuilders(lane).get(named(name))
}
const optionsOf = async (name: string) => (await live(name)).instanceMetadataOptions

it('changes just what the rules want, and rollback puts it back', async () => {
  await start([
    config('web', { keyPair: 'k' }),
    config('done', { instanceMetadataOptions: { httpTokens: 'required' } }),
  ])
  const cwd = await folder()
  const before = await live('web')
  const { code, report } = await remediate(cwd, '--rule', 'imdsv2-required', '--journal', 'run.jsonl')
  expect(code).toBe(0)
  expect(report.summary).toMatchObject({ applied: 1, configurations: 2, compliant: 2 })
  expect(server.mutations).toHaveLength(1)
  expect(report.changes[0]?.fields.map(({ pointer }) => pointer)).toEqual(['/instanceMetadataOptions/httpTokens'])
  const { dateUpdated: _, ...after } = await live('web')
  expect(after).toMatchObject({
    keyPair: 'k',
    newcomer: { kept: 1 },
    instanceMetadataOptions: { httpTokens: 'required' },
  })
  const back = await ibguard(['rollback', '--yes', '--journal', 'run.jsonl'], { cwd })
  expect(back.code).toBe(0)
  const { dateUpdated: __, ...restored } = await live('web')
  expect({ ...restored, dateUpdated: before.dateUpdated }).toEqual(before)
})

it('sets the hop limit with tokens where pipelines build containers, whatever rule was asked for', async () => {
  const low = { instanceMetadataOptions: { httpPutResponseHopLimit: 1 } }
  const high = { instanceMetadataOptions: { httpPutResponseHopLimit: 5 } }
  await start([config('a'), config('b', low), config('c', high), config('ami')], ['a', 'b', 'c'].map(container))
  const { code } = await remediate(await folder(), '--rule', 'imdsv2-required')
  expect(code).toBe(0)
  expect(await optionsOf('a')).toEqual({ httpTokens: 'required', httpPutResponseHopLimit: 2 })
  expect(await optionsOf('b')).toEqual({ httpTokens: 'required', httpPutResponseHopLimit: 2 })
  expect(await optionsOf('c')).toEqual({ httpTokens: 'required', httpPutResponseHopLimit: 5 })
  expect(await optionsOf('ami')).toEqual({ httpTokens: 'required' })
})

it('never sends tokens alone where the pipelines cannot be listed', async () => {
  await start([config('web'), config('ready', { instanceMetadataOptions: { httpPutResponseHopLimit: 2 } })])
  server.faults.add({ operation: 'ListImagePipelines', kind: 'AccessDeniedException' })
  const { code, report } = await remediate(await folder(), '--fail-on', 'never')
  expect(code).toBe(1)
  expect(report.outcomes).toMatchObject([
    { arn: named('ready'), status: 'applied' },
    { arn: named('web'), status: 'skipped', error: { code: 'PipelinesUnknown' } },
  ])
})

it('leaves what others keep, unless it is told to change what another tool manages', async () => {
  const tags = { 'aws:cloudformation:stack-name': 'golden' }
  await start([config('stack', { tags }), config('spec'), config('free')])
  const given = {
    config: { files: ['infra.json'], rules: { 'managed-elsewhere': 'error' } },
    files: { 'infra.json': specText({ infrastructureConfigurationArn: named('spec') }) },
  }
  const first = await remediate(await folder(given), '--fail-on', 'never')
  expect(first.code).toBe(1)
  const said = ({ report }: { report: Report }) =>
    Object.fromEntries(
      report.outcomes.map(({ arn, status, error }) => [arn.replace(/.*\//, ''), error?.code ?? status]),
    )
  expect(said(first)).toEqual({ free: 'applied', spec: 'HasSpec', stack: 'ManagedElsewhere' })
  expect(first.report.outcomes.find(({ error }) => error?.code === 'HasSpec')?.error?.message).toContain('infra.json')
  const second = await remediate(await folder(given), '--include-managed', '--fail-on', 'never')
  expect(said(second)).toEqual({ spec: 'HasSpec', stack: 'applied' })
})

it('refuses what targets.allow does not allow', async () => {
  await start([config('web')])
  const allow = { accounts: ['999999999999'], regions: ['eu-west-1'] }
  const { code, report } = await remediate(await folder({ config: { targets: { allow } } }), '--account', account)
  expect(code).toBe(1)
  expect(report.outcomes).toMatchObject([{ status: 'skipped', error: { code: 'NotAllowed' } }])
  expect(server.mutations).toEqual([])
})

it('is not kept from one thing by another that is wrong, and ends with what is left', async () => {
  await start([config('web', { logging: {}, instanceProfileName: 'REPLACE_ME' })])
  const { code, report, stdout } = await remediate(await folder())
  expect(code).toBe(1)
  expect(report.outcomes).toMatchObject([{ status: 'applied' }])
  expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(
    expect.arrayContaining(['s3-logging-required', 'no-placeholder-values']),
  )
  expect(report.findings.map(({ ruleId }) => ruleId)).not.toContain('imdsv2-required')
  expect(stdout).toContain('0 of 1 configuration in 1 account complies; 0 of the rest can be remediated')
})

it('takes what a fix needs from the options, filled in for each configuration', async () => {
  await start([config('web', { logging: {} })])
  const rules = { 's3-logging-required': ['error', { bucket: 'logs-{account}-{region}', prefix: 'ib/{name}' }] }
  const { code } = await remediate(await folder({ config: { rules } }))
  expect(code).toBe(0)
  expect((await live('web')).logging).toEqual({
    s3Logs: { s3BucketName: `logs-${account}-eu-west-1`, s3KeyPrefix: 'ib/web' },
  })
})

it('leaves what is suppressed or in the baseline', async () => {
  await start([config('web'), config('old')])
  const pointer = '/instanceMetadataOptions/httpTokens'
  const suppressions = [{ rule: 'imdsv2-required', arns: [named('web')], reason: 'being moved' }]
  const baseline = { version: 1, findings: [{ arn: named('old'), rule: 'imdsv2-required', pointer }] }
  const cwd = await folder({ config: { suppressions }, files: { '.ibguard-baseline.json': JSON.stringify(baseline) } })
  expect(await remediate(cwd)).toMatchObject({ code: 0, report: { outcomes: [] } })
})

it('says in a dry run what it would do, and sends nothing', async () => {
  await start([config('web')])
  const { code, report } = await remediate(await folder(), '--dry-run')
  expect(code).toBe(0)
  expect(report.summary).toMatchObject({ changes: 1, compliant: 1 })
  expect(server.mutations).toEqual([])
})

it('writes merge specs in place of sending, and a plan of them does the same', async () => {
  await start([config('web', { keyPair: 'k' })], [container('web')])
  const cwd = await folder()
  const argv = ['remediate', '--rule', 'no-key-pair', '--rule', 'imdsv2-required', '--out', 'infra']
  const { code, stderr } = await ibguard(argv, { cwd })
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('wrote 1 spec to infra') })
  expect(server.mutations).toEqual([])
  expect(readFileSync(join(cwd, 'infra', account, 'eu-west-1', 'web.yaml'), 'utf8')).toContain('keyPair: null')
  const planned = await ibguard(['plan', 'infra', '--fail-on', 'never', '--format', 'json'], { cwd })
  const { changes }: Report = JSON.parse(planned.stdout)
  expect(changes[0]?.fields.map(({ pointer }) => pointer)).toEqual([
    '/instanceMetadataOptions/httpPutResponseHopLimit',
    '/instanceMetadataOptions/httpTokens',
    '/keyPair',
  ])
})

it('is resumed with what it was given alone, and a finished run does nothing more', async () => {
  await start([config('web')])
  const cwd = await folder()
  const argv = ['--rule', 'imdsv2-required', '--journal', 'run.jsonl']
  expect((await remediate(cwd, ...argv)).code).toBe(0)
  const again = await remediate(cwd, ...argv, '--resume')
  expect(again).toMatchObject({ code: 0, report: { outcomes: [{ status: 'applied' }] } })
  const other = await remediate(cwd, '--rule', 'no-key-pair', '--journal', 'run.jsonl', '--resume')
  expect(other).toMatchObject({ code: 2, stderr: expect.stringContaining('asked for with other values: /rules') })
  const scope = await remediate(cwd, ...argv, '--resume', '--region', 'us-east-1')
  expect(scope.code).toBe(2)
  expect(server.mutations).toHaveLength(1)
})

it('skips what somebody changed between audit and write', async () => {
  await start([config('web'), config('other')])
  const cwd = await folder()
  server.faults.add({ operation: 'UpdateInfrastructureConfiguration', kind: 'in-use=1s', arn: named('web') })
  const run = remediate(cwd)
  while (server.mutations.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  const lane = laneOf(named('web'))
  if (!lane) throw new Error('no lane')
  const { dateUpdated: _, dateCreated: __, arn, name: ___, ...rest } = await live('web')
  const rival = { ...rest, infrastructureConfigurationArn: String(arn), keyPair: 'k', clientToken: 'rival-token' }
  const builder = createAws({ local: server }).imageBuilders(lane)
  await vi.waitUntil(
    () =>
      builder.update(rival as JsonObject).then(
        () => true,
        () => false,
      ),
    { timeout: 5_000, interval: 300 },
  )
  const { code, report } = await run
  expect(code).toBe(1)
  expect(report.outcomes.find((outcome) => outcome.arn === named('web'))).toMatchObject({
    status: 'failed',
    error: { code: 'StalePlan' },
  })
})

it.each([
  ['an unknown rule', ['--rule', 'imdsv2-requird'], 'did you mean imdsv2-required?'],
  ['a rule without a fix', ['--rule', 'sns-topic-form'], 'the rule has no fix'],
])('refuses %s', async (_, argv, message) => {
  await start([config('web')])
  const cwd = await folder()
  const { code, stderr } = await ibguard(['remediate', '--yes', ...argv], { cwd })
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
  expect(existsSync(join(cwd, '.ibguard'))).toBe(false)
})

it('asks, and sends nothing to whoever does not say yes', async () => {
  await start([config('web')])
  const cwd = await folder()
  const ask = vi.fn(async () => 'no')
  const { code, stderr } = await ibguard(['remediate'], { cwd, interactive: true, ask })
  expect(code).toBe(1)
  expect(ask).toHaveBeenCalledOnce()
  expect(stderr).toContain('nothing was sent')
  expect((await ibguard(['remediate'], { cwd })).code).toBe(2)
  expect(server.mutations).toEqual([])
})
