import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createImageBuilders } from '../src/aws/clients.ts'
import {
  apply,
  audit,
  defineConfig,
  lint,
  loadSpecs,
  type Plan,
  plan,
  remediate,
  renderReport,
  rollback,
} from '../src/index.ts'
import { createLocalImageBuilder } from '../src/local/index.ts'
import { buildReport } from '../src/report/build-report.ts'
import { arnOf } from './support/changes.ts'
import { ibguard } from './support/cli.ts'
import { specText } from './support/spec-text.ts'
import { tempFolder } from './support/temp-folder.ts'

it('resumes a run only with a plan that asks for the same, made anew or not', async () => {
  const arn = arnOf('web')
  const seed = [{ infrastructureConfigurationArn: arn, instanceProfileName: 'Builder' }]
  const local = await createLocalImageBuilder({ seed })
  onTestFinished(() => local.close())
  const cwd = tempFolder({
    'web.yaml': specText({ infrastructureConfigurationArn: arn }),
    'other.yaml': specText({ infrastructureConfigurationArn: arn, description: 'Other' }),
  })
  const options = { cwd, clients: createImageBuilders({ local: { url: local.url } }), journal: join(cwd, 'run.jsonl') }
  const planOf = async (file: string) => plan(await loadSpecs([file], { cwd }), options)
  const first = await apply(await planOf('web.yaml'), options)
  expect(first.summary).toMatchObject({ applied: 1, failed: 0 })

  const again = await apply(await planOf('web.yaml'), { ...options, resume: true })
  expect(again.outcomes).toEqual(first.outcomes)
  expect(first.run).toMatchObject({ lanes: [{ account: '123456789012', region: 'eu-west-1', calls: 3, throttled: 0 }] })
  expect(again.run).toEqual(first.run)
  const other = apply(await planOf('other.yaml'), { ...options, resume: true })
  await expect(other).rejects.toMatchObject({ code: 'Journal', message: expect.stringContaining('/description') })
  expect(local.mutations).toHaveLength(1)
})

it('audits what is live, remediates it once, and puts it back', async () => {
  const arn = arnOf('web', { account: '111111111111' })
  const logging = { s3Logs: { s3BucketName: 'acme-logs' } }
  const local = await createLocalImageBuilder({
    seed: {
      organization: { accounts: [{ Id: '111111111111' }] },
      infrastructureConfigurations: [{ arn, name: 'web', instanceProfileName: 'Builder', logging }],
    },
  })
  onTestFinished(() => local.close())
  const cwd = tempFolder({ 'ibguard.config.json': '{}' })
  const clients = createImageBuilders({ local: { url: local.url } })
  const options = { cwd, clients, accounts: 'all', regions: ['eu-west-1'], journal: 'run.jsonl' } as const
  const rules = ['imdsv2-required']
  expect((await audit(options)).summary).toMatchObject({ configurations: 1, compliant: 0 })
  expect(local.mutations).toEqual([])
  expect((await remediate({ ...options, rules })).summary).toMatchObject({ applied: 1, compliant: 1 })
  await remediate({ ...options, rules, resume: true })
  expect(local.mutations).toHaveLength(1)
  expect((await audit({ ...options, target: '*/web' })).summary).toMatchObject({ configurations: 1, compliant: 1 })
  const aborted = { ...options, signal: AbortSignal.abort() }
  await expect(audit(aborted)).rejects.toThrow('aborted')
  await expect(remediate({ ...aborted, journal: 'aborted.jsonl' })).rejects.toThrow('aborted')
  await rollback(join(cwd, 'run.jsonl'), options)
  expect((await audit(options)).summary).toMatchObject({ compliant: 0 })
  await expect(remediate({ ...options, journal: 'other.jsonl', rules: ['none'] })).rejects.toMatchObject({
    code: 'Usage',
  })
})

it('applies the baseline beside the config to a rollback, as the command line does', async () => {
  const arn = arnOf('web')
  const seed = [{ infrastructureConfigurationArn: arn, instanceProfileName: 'Builder', keyPair: 'old' }]
  const local = await createLocalImageBuilder({ seed })
  onTestFinished(() => local.close())
  const known = { arn, rule: 'no-key-pair', pointer: '/keyPair' }
  const cwd = tempFolder({
    'ibguard.config.yaml': 'files: ["*.json"]\n',
    '.ibguard-baseline.json': JSON.stringify({ version: 1, findings: [known] }),
    'web.json': specText({ infrastructureConfigurationArn: arn, keyPair: null }),
  })
  const journal = join(cwd, 'journals/run.jsonl')
  const options = { cwd, clients: createImageBuilders({ local: { url: local.url } }), journal }
  await apply(await plan(await loadSpecs(['web.json'], { cwd }), options), options)
  const report = await rollback(journal, options)
  expect(report.summary).toMatchObject({ applied: 1, baselined: 1 })
  expect(report.findings.map(({ ruleId }) => ruleId)).not.toContain('no-key-pair')
})

it('reports an unused suppression of the config when a plan is about the whole fleet, and only then', async () => {
  const arns = [arnOf('web'), arnOf('api')]
  const cwd = tempFolder({
    'ibguard.config.yaml':
      'files: ["infra/*.yaml"]\nsuppressions: [{ rule: no-key-pair, arns: ["*"], reason: "none has one" }]\n',
    'infra/web.yaml': specText({ infrastructureConfigurationArn: arns[0] ?? '' }),
    'infra/api.yaml': specText({ infrastructureConfigurationArn: arns[1] ?? '' }),
  })
  const rulesOf = async (...argv: string[]) => {
    const { stdout } = await ibguard(['plan', '--local', '--format', 'json', ...argv], { cwd })
    return JSON.parse(stdout).findings.map(({ ruleId }: { ruleId: string }) => ruleId)
  }
  expect(await rulesOf()).toContain('unused-suppression')
  expect(await rulesOf('--target', '*/web')).not.toContain('unused-suppression')
})

it('says what is wrong with a plan or a format that it is given', async () => {
  const arn = arnOf('web')
  const seed = [{ infrastructureConfigurationArn: arn, instanceProfileName: 'Builder' }]
  const local = await createLocalImageBuilder({ seed })
  onTestFinished(() => local.close())
  const cwd = tempFolder({ 'web.yaml': specText({ infrastructureConfigurationArn: arn }) })
  const options = { cwd, clients: createImageBuilders({ local: { url: local.url } }), journal: 'run.jsonl' }
  const made = await plan(await loadSpecs(['web.yaml'], { cwd }), options)
  const problems: [unknown, string][] = [
    [{}, '"kind" is not "ibguard-plan"'],
    [undefined, '"kind" is not "ibguard-plan"'],
    [{ ...made, changes: [null] }, 'change 1 is no object'],
    [{ ...made, changes: [...made.changes, ...made.changes] }, 'a second time'],
  ]
  for (const [wrong, message] of problems) {
    const error = { code: 'Plan', message: expect.stringContaining(message) }
    await expect(apply(wrong as Plan, options)).rejects.toMatchObject(error)
  }
  expect(local.mutations).toEqual([])
  expect(() => renderReport(buildReport({ files: 1, specs: 1 }), 'xml' as 'json')).toThrow(
    '"xml" is no format of a report.',
  )
})

describe('the config', () => {
  const files = {
    'infra/web.yaml': specText({ keyPair: 'k' }),
    'infra/skip.yaml': specText({ keyPair: 'k' }),
    'shared/base.yaml': 'rules: { no-key-pair: error }\n',
    'rules/acme.mjs':
      "import { defineRule } from 'imagebuilder-guard'\nexport default defineRule({ id: 'acme/x', summary: 's', severity: 'note', messages: { no: 'no' }, *check() { yield { messageId: 'no', path: ['keyPair'] } } })\n",
  }
  const config = defineConfig({
    files: ['infra/*.yaml'],
    ignores: ['infra/skip.yaml'],
    extends: ['recommended', './shared/base.yaml'],
    plugins: ['./rules/acme.mjs'],
  })
  const judge = async (options: { cwd: string; config?: string | typeof config }): Promise<string[]> => {
    const { findings } = await lint(await loadSpecs([], options), options)
    return findings.map(({ file, severity, ruleId }) => `${file} ${severity} ${ruleId}`)
  }
  const expected = ['infra/web.yaml note acme/x', 'infra/web.yaml error no-key-pair']

  it('is a file, or an object whose paths are relative to the working directory', async () => {
    const cwd = tempFolder({ ...files, 'guard.json': JSON.stringify(config) })
    expect(await judge({ cwd, config: 'guard.json' })).toEqual(expected)
    expect(await judge({ cwd, config })).toEqual(expected)
  })

  it('that is an object has the mistakes of one that is a file', async () => {
    const wrong = { ...config, rules: { 'no-key-pare': 'error' as const }, partialSpecs: 'lax' as 'defer' }
    await expect(judge({ cwd: tempFolder(files), config: wrong })).rejects.toMatchObject({
      code: 'Config',
      details: [
        expect.objectContaining({ message: expect.stringContaining('partialSpecs is "lax"') }),
        expect.objectContaining({ message: expect.stringContaining('did you mean "no-key-pair"?') }),
      ],
    })
  })

  it('brings the baseline beside it, which the command line knows too', async () => {
    const cwd = tempFolder({ ...files, 'ibguard.config.json': JSON.stringify(config) })
    await ibguard(['lint', '--update-baseline'], { cwd })
    expect(await judge({ cwd })).toEqual([])
  })
})
