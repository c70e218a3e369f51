import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createAws } from '../../src/aws/clients.ts'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { LocalImageBuilderOptions } from '../../src/local/options.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Report } from '../../src/model/report.ts'
import { laneOf } from '../../src/resource/target-arn.ts'
import { account, seed as accountSeed } from '../facts/account.ts'
import { arnOf } from '../support/changes.ts'
import { type CliResult, ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'

const role = 'arn:aws:iam::{account}:role/ibguard'
const live = (arn: string, more: JsonObject = {}): JsonObject & { arn: string } => ({
  arn,
  name: arn.replace(/.*\//, ''),
  instanceProfileName: 'Builder',
  logging: { s3Logs: { s3BucketName: 'acme-logs' } },
  ...more,
})

async function start(seed: NonNullable<LocalImageBuilderOptions['seed']>): Promise<LocalImageBuilder> {
  const server = await createLocalImageBuilder({ seed })
  onTestFinished(() => server.close())
  vi.stubEnv('AWS_ENDPOINT_URL', server.url)
  vi.stubEnv('AWS_ACCESS_KEY_ID', account)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  return server
}
async function run(argv: string[], { config = {} }: { config?: object } = {}): Promise<CliResult & { report: Report }> {
  const cwd = tempFolder({ 'ibguard.config.json': JSON.stringify(config) })
  const result = await ibguard([...argv, '--format', 'json=report.json'], { cwd })
  return { ...result, report: JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) }
}
const remediate = ['remediate', '--yes', '--rule', 'imdsv2-required']
const statuses = ({ report }: { report: Report }) =>
  Object.fromEntries(report.outcomes.map(({ arn, status }) => [arn.replace(/.*\//, ''), status]))
const optionsOf = async (server: LocalImageBuilder, arn: string) => {
  const lane = laneOf(arn)
  if (!lane) throw new Error(arn)
  return (await createAws({ local: server }).imageBuilders(lane).get(arn)).instanceMetadataOptions
}

it.each([
  ['audit', ['audit']],
  ['remediate', remediate],
])('%s names each account of a third that has no role, once, and does the rest', async (_, argv) => {
  const accounts = Array.from({ length: 9 }, (_each, at) => `${at + 1}`.repeat(12))
  const without = accounts.filter((_each, at) => at % 3 === 2)
  const server = await start({
    organization: { accounts: accounts.map((Id) => ({ Id })) },
    regions: ['eu-west-1', 'us-east-1'],
    infrastructureConfigurations: accounts.map((id) => live(arnOf('web', { account: id }))),
  })
  for (const id of without) {
    const arn = role.replace('{account}', id)
    server.faults.add({ operation: 'AssumeRole', kind: 'AccessDeniedException', arn })
  }
  const scope = ['--account', 'all', '--region', 'all']
  const { code, report, stdout } = await run([...argv, ...scope], { config: { targets: { role } } })
  expect(code).toBe(1)
  expect(report.audit?.unreachable.map((each) => [each.account, each.code])).toEqual(
    without.map((id) => [id, 'AssumeRoleFailed']),
  )
  expect(report.summary.configurations).toBe(6)
  for (const id of without) expect(stdout.split('\n').filter((line) => line.includes(`account ${id}`))).toHaveLength(1)
  expect(server.mutations).toHaveLength(argv === remediate ? 6 : 0)
})

it('remediate cannot do its job where the organization may not be listed, and sends nothing', async () => {
  const server = await start({ infrastructureConfigurations: [live(arnOf('web', { account }))] })
  const { code, stderr } = await run([...remediate, '--account', 'all'])
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--account 123456789012') })
  expect(stderr).not.toContain(' at ')
  expect(server.mutations).toEqual([])
})

it.each([
  ['--account', 'aws'],
  ['--account', '1234567890123'],
  ['--account', ' '],
  ['--skip-account', '12'],
])('audit and remediate refuse %s %j', async (option, value) => {
  for (const argv of [['audit'], remediate]) {
    const { code, stderr } = await ibguard([...argv, option, value], { cwd: tempFolder() })
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Expected an account ID of 12 digits'),
    })
  }
})

it('names that differ by case are two configurations, each remediated by its ARN', async () => {
  const [first, second] = [arnOf('web', { account }), arnOf('web-1', { account })]
  const server = await start({
    infrastructureConfigurations: [live(first, { name: 'Web' }), live(second, { name: 'web' })],
  })
  const result = await run(remediate)
  expect(result).toMatchObject({ code: 0, report: { summary: { configurations: 2, compliant: 2, applied: 2 } } })
  for (const arn of [first, second]) expect(await optionsOf(server, arn)).toMatchObject({ httpTokens: 'required' })
})

it('remediate drops what was deleted between list and read, and does the rest', async () => {
  const [gone, web] = [arnOf('gone', { account }), arnOf('web', { account })]
  const server = await start({ infrastructureConfigurations: [live(gone), live(web)] })
  server.faults.add({ operation: 'GetInfrastructureConfiguration', kind: 'ResourceNotFoundException', arn: gone })
  const result = await run(remediate)
  expect(result).toMatchObject({ code: 0, report: { summary: { configurations: 1 }, audit: { unreachable: [] } } })
  expect(statuses(result)).toEqual({ web: 'applied' })
})

it('remediate leaves what changed since the audit as it is, and goes on with the others', async () => {
  const names = ['a', 'b', 'c']
  const arns = names.map((name) => arnOf(name, { account }))
  const server = await start({ infrastructureConfigurations: arns.map((arn) => live(arn)) })
  const changed = arnOf('b', { account })
  const ask = vi.fn(async () => {
    const lane = laneOf(changed)
    if (!lane) throw new Error(changed)
    const { arn: _, name: __, ...request } = live(changed, { keyPair: 'rival' })
    await createAws({ local: server })
      .imageBuilders(lane)
      .update({ ...request, infrastructureConfigurationArn: changed, clientToken: 'rival-token' })
    return 'yes'
  })
  const cwd = tempFolder({ 'ibguard.config.json': '{}' })
  const argv = ['remediate', '--rule', 'imdsv2-required', '--format', 'json=report.json']
  const { code } = await ibguard(argv, { cwd, interactive: true, ask })
  const report: Report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))
  expect(code).toBe(1)
  expect(ask).toHaveBeenCalledOnce()
  expect(statuses({ report })).toMatchObject({ a: 'applied', c: 'applied' })
  expect(report.outcomes.find(({ arn }) => arn === changed)).toMatchObject({ error: { code: 'StalePlan' } })
  expect(await optionsOf(server, changed)).toBeUndefined()
})

const deepConfig = { rules: { 'instance-profile-exists': 'error' } }
const absent = arnOf('absent', { account })
const sound = arnOf('sound', { account })
const startDeep = () =>
  start({
    account: accountSeed,
    infrastructureConfigurations: [live(absent, { instanceProfileName: 'Absent' }), live(sound)],
  })

it('audit --deep asks the accounts about what is live names, and finds what is not there', async () => {
  const server = await startDeep()
  const isDeep = ({ ruleId }: { ruleId: string }): boolean => ruleId === 'instance-profile-exists'
  expect((await run(['audit'], { config: deepConfig })).report.findings.filter(isDeep)).toEqual([])
  const { code, report } = await run(['audit', '--deep'], { config: deepConfig })
  expect(code).toBe(1)
  expect(report.findings.filter(isDeep)).toMatchObject([{ arn: absent, origin: 'live', severity: 'error' }])
  expect(server.mutations).toEqual([])
})

it('remediate --deep sends nothing to a configuration whose check fails, and goes on with the others', async () => {
  const server = await startDeep()
  const result = await run([...remediate, '--deep'], { config: deepConfig })
  expect(result.code).toBe(1)
  expect(server.mutations.map(({ arn }) => arn)).toEqual([sound])
  expect(result.report.findings).toContainEqual(
    expect.objectContaining({ ruleId: 'instance-profile-exists', arn: absent }),
  )
})
