import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import type { LearnedFacts } from '../../src/model/facts.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Report } from '../../src/model/report.ts'
import { account, seed } from '../facts/account.ts'
import { arnOf } from '../support/changes.ts'
import { ibguard } from '../support/cli.ts'
import { tempFolder } from '../support/temp-folder.ts'

const base = {
  instanceProfileName: 'Builder',
  instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
  logging: { s3Logs: { s3BucketName: 'acme-logs', s3KeyPrefix: 'web' } },
  subnetId: 'subnet-000000a1',
  securityGroupIds: ['sg-000000a1'],
  instanceTypes: ['m7i.large'],
  keyPair: 'debug',
  snsTopicArn: `arn:aws:sns:eu-west-1:${account}:sealed`,
  placement: { tenancy: 'host', hostId: 'h-000000a1' },
}

/** What makes each check fail, alone. */
const broken: Record<string, JsonObject> = {
  'instance-profile-exists': { instanceProfileName: 'Absent' },
  'build-role-permissions': {
    instanceProfileName: 'Narrow',
    logging: { s3Logs: { s3BucketName: 'acme-logs', s3KeyPrefix: 'db' } },
  },
  'log-bucket-exists': { logging: { s3Logs: { s3BucketName: 'absent-logs', s3KeyPrefix: 'web' } } },
  'sns-topic-exists': { snsTopicArn: `arn:aws:sns:eu-west-1:${account}:absent` },
  'sns-topic-key': { snsTopicArn: `arn:aws:sns:eu-west-1:${account}:dying` },
  'network-exists': { securityGroupIds: ['sg-000000b1'] },
  'network-reaches-ssm': { securityGroupIds: ['sg-000000a2'] },
  'instance-types-offered': { instanceTypes: ['p5.48xlarge'] },
  'key-pair-exists': { keyPair: 'gone' },
  'placement-exists': { placement: { tenancy: 'host', hostId: 'h-000000a2' } },
  'account-requires-imdsv2': { instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 1 } },
}

interface Setting {
  specs?: Record<string, JsonObject>
  accounts?: typeof seed
  config?: JsonObject
}

/** A fleet of which each spec is named for what is wrong with it. */
function project({ specs = broken, accounts = seed, config = {} }: Setting = {}): string {
  const arns = Object.keys(specs).map((name) => arnOf(name, { account }))
  return tempFolder({
    'infra.json': JSON.stringify({
      specs: Object.values(specs).map((own, index) => ({
        infrastructureConfigurationArn: arns[index],
        ...base,
        ...own,
        'x-guard': { imageType: 'AMI' },
      })),
    }),
    'seed.json': JSON.stringify({
      infrastructureConfigurations: arns.map((arn) => ({ arn, instanceProfileName: 'Builder' })),
      account: accounts,
    }),
    'ibguard.config.json': JSON.stringify({
      extends: 'none',
      rules: Object.fromEntries(
        Object.keys(broken).map((id) => [id, id === 'build-role-permissions' ? 'warning' : 'error']),
      ),
      files: ['infra.json'],
      local: { seed: 'seed.json' },
      ...config,
    }),
  })
}

async function run(
  cwd: string,
  command: string,
  ...more: string[]
): Promise<Report & { stderr: string; code: number }> {
  const args = [...command.split(' '), '--local', '--format', 'json', ...more]
  const { stdout, stderr, code } = await ibguard(args, { cwd })
  expect(stdout, stderr).not.toBe('')
  return { ...(JSON.parse(stdout) as Report), stderr, code }
}

const nameOf = (arn = ''): string => arn.split('/').at(-1) ?? ''
const said = ({ findings }: Report): string[] => findings.map(({ ruleId, arn }) => `${ruleId} of ${nameOf(arn)}`)
const readPlan = (cwd: string): Plan => JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8')) as Plan
function writeFacts(cwd: string, facts: LearnedFacts | undefined): void {
  writeFileSync(join(cwd, 'plan.json'), JSON.stringify({ ...readPlan(cwd), facts }))
}

it('each check fails once and passes for all others; what fails blocks its change', async () => {
  const report = await run(project(), 'plan --deep')
  expect(said(report)).toEqual(Object.keys(broken).map((id) => `${id} of ${id}`))
  const blocked = report.changes.filter(({ action }) => action === 'blocked').map(({ arn }) => nameOf(arn))
  expect(blocked).toEqual(Object.keys(broken).filter((id) => id !== 'build-role-permissions'))
  expect(report.code).toBe(1)
})

it('is asked for by the option or the config, and rules that are off ask nothing', async () => {
  expect((await run(project(), 'plan')).findings).toEqual([])
  expect((await run(project({ config: { deep: true } }), 'plan')).findings).toHaveLength(11)
  const denying = { [account]: { denied: ['*'] } }
  const rules = { 'key-pair-exists': 'error' }
  const quiet = await run(project({ accounts: denying, config: { rules } }), 'plan --deep')
  expect(quiet.findings.map(({ message }) => message)).toEqual([
    `not judged: ec2:DescribeKeyPairs was denied for arn:aws:ec2:eu-west-1:${account}:key-pair/debug`,
  ])
})

it('a denial is one note for each rule and account, and never an error', async () => {
  const specs = Object.fromEntries(['a', 'b', 'c'].map((name) => [name, { instanceProfileName: `P-${name}` }]))
  const report = await run(project({ specs, accounts: { [account]: { denied: ['*'] } } }), 'plan --deep')
  expect(report.code).toBe(0)
  expect(report.findings.every(({ severity }) => severity === 'note')).toBe(true)
  expect(said(report)).toEqual(
    Object.keys(broken)
      .filter((id) => id !== 'account-requires-imdsv2')
      .map((id) => `${id} of a`)
      .sort(),
  )
  expect(report.findings[0]?.message).toBe(
    `not judged: iam:GetInstanceProfile was denied for arn:aws:iam::${account}:instance-profile/P-a`,
  )
})

it('judges by what a plan learned without asking, and tells its time', async () => {
  const cwd = project()
  await run(cwd, 'plan --deep', '--out', 'plan.json')
  const { facts } = readPlan(cwd)
  expect(facts?.learned.length).toBeGreaterThan(11)
  // Whoever would ask now would be denied.
  writeFileSync(
    join(cwd, 'seed.json'),
    JSON.stringify({
      infrastructureConfigurations: readPlan(cwd).changes.map(({ arn, before }) => ({ arn, ...before })),
      account: { [account]: { denied: ['*'] } },
    }),
  )
  const believed = await run(cwd, 'apply plan.json --dry-run')
  expect(said(believed)).toHaveLength(11)
  expect(said(believed)).toContain('key-pair-exists of key-pair-exists')
  expect(believed.stderr).toContain(`what the accounts answered is of ${facts?.time}, as the plan has it.`)
  const applied = await run(cwd, 'apply plan.json --yes')
  expect(applied.outcomes.filter(({ status }) => status === 'applied').map(({ arn }) => nameOf(arn))).toEqual([
    'build-role-permissions',
  ])
  // With the specs beside it the plan is believed nothing.
  const held = await run(cwd, 'apply plan.json infra.json --dry-run')
  expect(held.findings.every(({ message }) => message.startsWith('not judged: '))).toBe(true)
  expect(held.stderr).not.toContain('as the plan has it')
})

it('facts that somebody forged are believed of a plan alone, asked anew beside specs, and left when they are senseless', async () => {
  const cwd = project({ specs: { web: { keyPair: 'gone' } } })
  await run(cwd, 'plan --deep', '--out', 'plan.json')
  const facts = readPlan(cwd).facts as LearnedFacts
  const forged = (known: JsonObject): LearnedFacts => ({
    ...facts,
    learned: facts.learned.map((fact) => (fact.fact === 'keyPair' ? { ...fact, answer: { known } } : fact)),
  })
  writeFacts(cwd, forged({ exists: true }))
  expect(said(await run(cwd, 'apply plan.json --dry-run'))).toEqual([])
  expect(said(await run(cwd, 'apply plan.json infra.json --dry-run'))).toEqual(['key-pair-exists of web'])
  for (const senseless of [{ exists: 'yes' }, {}, { exists: null }]) {
    writeFacts(cwd, forged(senseless))
    expect(said(await run(cwd, 'apply plan.json --dry-run'))).toEqual([])
    expect(said(await run(cwd, 'apply plan.json --dry-run --deep'))).toEqual(['key-pair-exists of web'])
  }
  for (const nothing of [undefined, { time: 'never', learned: [] }, { time: facts.time } as LearnedFacts]) {
    writeFacts(cwd, nothing)
    expect(said(await run(cwd, 'apply plan.json --dry-run'))).toEqual([])
    expect(said(await run(cwd, 'apply plan.json --dry-run --deep'))).toEqual(['key-pair-exists of web'])
  }
})

it('asks the services that the environment names, and none beside a stand-in that has none', async () => {
  const cwd = project({ specs: { web: { keyPair: 'gone' } } })
  const server = await createLocalImageBuilder({ seed: join(cwd, 'seed.json') })
  onTestFinished(() => server.close())
  vi.stubEnv('AWS_ACCESS_KEY_ID', account)
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x')
  onTestFinished(() => void vi.unstubAllEnvs())
  const plan = async () => {
    const { stdout, stderr } = await ibguard(['plan', '--deep', '--format', 'json', '--endpoint-url', server.url], {
      cwd,
    })
    expect(stdout, stderr).not.toBe('')
    return JSON.parse(stdout) as Report
  }
  const { findings } = await plan()
  expect(findings.every(({ severity }) => severity === 'note')).toBe(true)
  expect(findings[0]?.message).toContain('AWS_ENDPOINT_URL_IAM names none for iam')
  vi.stubEnv('AWS_ENDPOINT_URL', server.url)
  expect(said(await plan())).toEqual(['key-pair-exists of web'])
})

it('a suppression of a check counts as unused only where the check judged', async () => {
  const suppressions = [{ rule: 'key-pair-exists', reason: 'made by hand before builds' }]
  const failing = project({ specs: { web: { keyPair: 'gone' } }, config: { suppressions } })
  expect(said(await run(failing, 'plan'))).toEqual([])
  expect((await run(failing, 'plan --deep')).suppressed.map(({ ruleId }) => ruleId)).toEqual(['key-pair-exists'])
  const passing = { specs: { web: {} }, config: { suppressions } }
  expect(said(await run(project(passing), 'plan'))).toEqual([])
  const unused = (await run(project(passing), 'plan --deep')).findings.map(({ ruleId }) => ruleId)
  expect(unused).toEqual(['unused-suppression'])
  const denied = project({ ...passing, accounts: { [account]: { denied: ['*'] } } })
  expect((await run(denied, 'plan --deep')).findings.map(({ ruleId }) => ruleId)).not.toContain('unused-suppression')
})
