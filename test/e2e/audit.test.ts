import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Report } from '../../src/model/report.ts'
import { parseReport } from '../../src/report/parse-report.ts'
import { arnOf } from '../support/changes.ts'
import { type CliResult, ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const [one, two, asleep] = ['111111111111', '222222222222', '333333333333'] as const
const role = 'arn:aws:iam::{account}:role/ibguard'

const good = {
  instanceProfileName: 'Builder',
  instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
  logging: { s3Logs: { s3BucketName: 'acme-logs' } },
}
const web = arnOf('web', { account: one })
const fine = arnOf('fine', { account: one })
const stack = arnOf('stack', { account: two, region: 'us-east-1' })

const config = (arn: string, settings: JsonObject): JsonObject => ({ arn, name: arn.replace(/.*\//, ''), ...settings })
const organization = { accounts: [{ Id: one }, { Id: two }, { Id: asleep, State: 'SUSPENDED', Status: 'ACTIVE' }] }
const seed = {
  organization,
  infrastructureConfigurations: [
    config(web, { ...good, instanceMetadataOptions: { httpTokens: 'optional' } }),
    config(fine, good),
    config(stack, { instanceProfileName: 'Builder', tags: { 'aws:cloudformation:stack-name': 'golden' } }),
  ],
  imagePipelines: [
    {
      arn: web.replace('infrastructure-configuration', 'image-pipeline'),
      name: 'web',
      infrastructureConfigurationArn: web,
      containerRecipeArn: `${web.replace('infrastructure-configuration', 'container-recipe')}/1.0.0`,
    },
  ],
}

let server: LocalImageBuilder
async function start(more: object = {}) {
  server = await createLocalImageBuilder({ seed: { ...seed, ...more } })
  vi.stubEnv('AWS_ENDPOINT_URL', server.url)
  return server
}
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '999999999999')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('AWS_REGION', 'eu-west-1')
  await start()
  return () => server.close()
})

async function audit(
  argv: string[],
  given: { config?: object; files?: Record<string, string> } = {},
): Promise<CliResult & { report: Report; cwd: string }> {
  const settings = { targets: { role }, ...given.config }
  const cwd = tempFolder({ 'ibguard.config.json': JSON.stringify(settings), ...given.files })
  const result = await ibguard(['audit', '--format', 'json=report.json', ...argv], { cwd })
  const text = readFileSync(join(cwd, 'report.json'), 'utf8')
  return { ...result, cwd, report: JSON.parse(text) }
}
const everything = ['--account', 'all', '--region', 'all']

describe('an audit of an organization', () => {
  it('judges every configuration of every active account and enabled Region, and writes nothing', async () => {
    const { code, report, stdout } = await audit(everything)
    expect(code).toBe(1)
    expect(report.summary).toMatchObject({ configurations: 3, compliant: 1, changes: 0 })
    expect(report.findings.map(({ arn, ruleId }) => [arn, ruleId])).toContainEqual([web, 'container-hop-limit'])
    for (const { origin, arn, file, line } of report.findings) {
      expect({ origin, file, line }).toEqual({ origin: 'live', file: arn, line: 1 })
    }
    expect(report.audit).toMatchObject({
      managed: [{ arn: stack, by: 'CloudFormation stack golden' }],
      missing: [],
      unreachable: [],
      suspended: [asleep],
    })
    expect(stdout).toContain(
      '1 of 3 configurations in 2 accounts comply; 1 of the rest can be remediated, 1 is managed by CloudFormation.',
    )
    expect(stdout).toContain(`${one} eu-west-1  1 of 2 comply`)
    expect(server.mutations).toEqual([])
  })

  it('is a report that is read back whole', async () => {
    const { report } = await audit(everything)
    expect(parseReport('x', JSON.stringify(report))).toMatchObject({ report: { audit: report.audit } })
  })

  it('takes accounts and Regions as named, else those of targets.allow, else the own ones', async () => {
    const lanesOf = ({ report }: { report: Report }) =>
      report.audit?.lanes.map((lane) => `${lane.account} ${lane.region}`)
    expect(lanesOf(await audit(['--account', one]))).toEqual([`${one} eu-west-1`])
    expect(lanesOf(await audit(['--account', 'all', '--skip-account', one, '--region', 'us-east-1']))).toEqual([
      `${two} us-east-1`,
    ])
    const allow = { accounts: [two], regions: ['us-east-1', 'eu-west-1'] }
    const config = { targets: { role, allow } }
    expect(lanesOf(await audit([], { config }))).toEqual([`${two} us-east-1`, `${two} eu-west-1`])
    expect(lanesOf(await audit([]))).toEqual(['999999999999 eu-west-1'])
  })

  it('counts what a threshold leaves, and what config and baseline except', async () => {
    expect(await audit([...everything, '--fail-on', 'never'])).toMatchObject({ code: 0 })
    const suppressions = [
      { rule: 'imdsv2-required', arns: ['*:infrastructure-configuration/*'], reason: 'being moved' },
      { rule: 's3-logging-required', arns: [stack], reason: 'scratch' },
    ]
    const baseline = {
      version: 1,
      findings: [
        { arn: web, rule: 'container-hop-limit', pointer: '/instanceMetadataOptions/httpPutResponseHopLimit' },
      ],
    }
    const { code, report } = await audit(everything, {
      config: { suppressions },
      files: { '.ibguard-baseline.json': JSON.stringify(baseline) },
    })
    expect(code).toBe(0)
    expect(report.summary).toMatchObject({ errors: 0, suppressed: 3, baselined: 1, compliant: 3 })
  })

  it('knows the specs: who keeps what, and what is missing where it asked', async () => {
    const gone = arnOf('gone', { account: one })
    const notAsked = arnOf('gone', { account: '444444444444' })
    const specs = [web, gone, notAsked].map((arn) => specText({ infrastructureConfigurationArn: arn }))
    const { report } = await audit(everything, {
      config: { files: ['infra.json'] },
      files: { 'infra.json': `[${specs.join(',')}]` },
    })
    expect(report.audit?.missing).toEqual([{ arn: gone, file: 'infra.json' }])
    expect(report.audit?.managed).toContainEqual({ arn: web, by: 'spec infra.json' })
    expect(report.audit?.rest).toMatchObject({ remediable: 0, specs: 1, cloudFormation: 1 })
  })

  it('knows the tags of other tools by the options of managed-elsewhere', async () => {
    await server.close()
    await start({
      infrastructureConfigurations: [config(web, { instanceProfileName: 'B', tags: { terraform: 'yes' } })],
    })
    const { report } = await audit(everything, {
      config: { rules: { 'managed-elsewhere': ['warning', { tags: ['terraform'] }] } },
    })
    expect(report.audit?.managed).toEqual([{ arn: web, by: 'tag terraform (yes)' }])
  })

  it('names an account without the role in one line, and goes on', async () => {
    server.faults.add({ operation: 'AssumeRole', kind: 'AccessDeniedException', arn: role.replace('{account}', two) })
    const { code, report } = await audit(['--account', 'all', '--region', 'eu-west-1', '--region', 'us-east-1'])
    expect(code).toBe(1)
    expect(report.audit?.unreachable).toMatchObject([{ account: two, code: 'AssumeRoleFailed' }])
    expect(report.audit?.unreachable[0]).not.toHaveProperty('region')
    expect(report.summary.configurations).toBe(2)
    expect(await audit(['--account', 'all', '--region', 'all', '--fail-on', 'never'])).toMatchObject({ code: 1 })
  })

  it('cannot do its job where the organization may not be listed', async () => {
    server.faults.add({ operation: 'ListAccounts', kind: 'AccessDeniedException' })
    const { code, stderr } = await audit(everything)
    expect(code).toBe(2)
    expect(stderr).toContain('The accounts of the organization cannot be listed: AccessDeniedException')
  })

  it('says where the pipelines cannot be listed, and exits with 1', async () => {
    server.faults.add({ operation: 'ListImagePipelines', kind: 'AccessDeniedException' })
    const { code, report } = await audit(['--account', one, '--fail-on', 'never'])
    expect(code).toBe(1)
    expect(report.findings).toContainEqual(expect.objectContaining({ ruleId: 'not-judged', severity: 'note' }))
    expect(report.audit?.unreachable).toMatchObject([{ account: one, region: 'eu-west-1' }])
  })

  it('writes down what is known, and keeps what the baseline knows of all else', async () => {
    const other = { arn: arnOf('other', { account: two }), rule: 'imdsv2-required', pointer: '/x' }
    const name = '.ibguard-baseline.json'
    const files = { [name]: JSON.stringify({ version: 1, findings: [other] }) }
    const { code, report, cwd } = await audit([...everything, '--update-baseline'], { files })
    expect(code).toBe(0)
    expect(report.summary).toMatchObject({ configurations: 3, compliant: 3, errors: 0 })
    const text = readFileSync(join(cwd, name), 'utf8')
    const { findings } = JSON.parse(text)
    expect(findings).toContainEqual(other)
    expect(findings).toContainEqual(expect.objectContaining({ arn: web, rule: 'container-hop-limit' }))
    expect(report.summary.baselined).toBe(findings.length - 1)
    // A second time it says the same, and without the option it holds.
    expect((await audit([...everything, '--update-baseline'], { files: { [name]: text } })).code).toBe(0)
    expect((await audit(everything, { files: { [name]: text } })).report.summary.errors).toBe(0)
  })

  it('writes no baseline of another revision', async () => {
    const argv = ['audit', ...everything, '--update-baseline', '--config-from', 'main']
    const { code, stderr } = await ibguard(argv, { cwd: tempFolder({}) })
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('cannot be written') })
  })

  it('drops what vanished between list and read, and names what cannot be read', async () => {
    server.faults.add({ operation: 'GetInfrastructureConfiguration', kind: 'ResourceNotFoundException', arn: fine })
    server.faults.add({ operation: 'GetInfrastructureConfiguration', kind: 'ForbiddenException', arn: web })
    const { code, report } = await audit(['--account', one, '--fail-on', 'never'])
    expect(code).toBe(1)
    expect(report.summary.configurations).toBe(0)
    expect(report.audit?.unreachable).toMatchObject([{ account: one, region: 'eu-west-1', code: 'ForbiddenException' }])
    expect(report.audit?.unreachable[0]?.message).toContain(web)
  })

  it('narrows to the configurations that are meant', async () => {
    const { report } = await audit([...everything, '--target', '*/fine'])
    expect(report.summary).toMatchObject({ configurations: 1, compliant: 1 })
  })

  it('writes a spec for each configuration that has none', async () => {
    const { cwd, stderr } = await audit([...everything, '--out', 'infra/'])
    expect(stderr).toContain('wrote 3 specs to infra/')
    expect(existsSync(join(cwd, 'infra', one, 'eu-west-1', 'web.yaml'))).toBe(true)
  })
})

it('has logical locations alone in SARIF, and no file in annotations', async () => {
  const argv = [
    ...everything,
    '--format',
    'sarif=report.sarif',
    '--format',
    'github=github.txt',
    '--format',
    'html=page.html',
  ]
  const { cwd } = await audit(argv)
  const { results } = JSON.parse(readFileSync(join(cwd, 'report.sarif'), 'utf8')).runs[0]
  expect(results.length).toBeGreaterThan(0)
  for (const { locations } of results) {
    expect(locations).toEqual([{ logicalLocations: [expect.objectContaining({ kind: 'object' })] }])
  }
  expect(readFileSync(join(cwd, 'github.txt'), 'utf8')).not.toContain('file=')
  expect(readFileSync(join(cwd, 'page.html'), 'utf8')).toContain('1 of 3 configurations in 2 accounts comply')
})

it.each([
  ['an account that is none', ['--account', '12'], 'Expected an account ID of 12 digits.'],
  ['a Region that is none', ['--region', 'nowhere'], 'Expected a Region such as eu-west-1.'],
  ['a file for --out', ['--out', 'specs.yaml'], 'a folder is wanted'],
])('refuses %s', async (_, argv, message) => {
  const { code, stderr } = await audit(argv)
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})
