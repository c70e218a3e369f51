import { existsSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import { arnOf } from '../support/changes.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'
import { startGitHub } from './github-server.ts'
import { runStep, type Step, type StepOptions } from './mini-runner.ts'
import { clean, config, headSha, pullRequest, type Repository, repository } from './repository.ts'

const names = ['api', 'jobs', 'web']
const specOf = (name: string, more = ''): string => clean.replace('/web', `/${name}`) + more
const specs = Object.fromEntries(names.map((name) => [`${name}.spec.yaml`, specOf(name)]))

let server: LocalImageBuilder
let made: Repository
beforeEach(async () => {
  const seed = names.map((name) => ({ infrastructureConfigurationArn: arnOf(name), instanceProfileName: 'Builder' }))
  server = await createLocalImageBuilder({ seed })
  made = repository({ 'ibguard.config.yaml': config, ...specs })
  return () => server.close()
})

function step(mode: string, inputs: Record<string, string> = {}, more: Partial<StepOptions> = {}): Promise<Step> {
  return runStep({
    workspace: made.workspace,
    ...more,
    inputs: { mode, 'endpoint-url': server.url, rate: '200', 'report-file': 'report.json', ...inputs },
    env: { AWS_ACCESS_KEY_ID: '123456789012', AWS_SECRET_ACCESS_KEY: 'a-secret-access-key', ...more.env },
  })
}

const read = (file: string) => JSON.parse(readFileSync(join(made.workspace, file), 'utf8'))
const statuses = (): [string, string, string?][] =>
  read('report.json').outcomes.map(
    ({ arn, status, error }: { arn: string; status: string; error?: { code: string } }) => [
      arn.split('/')[1],
      status,
      ...(error ? [error.code] : []),
    ],
  )

describe('mode plan', () => {
  it('writes the plan, counts the changes, comments on them, and changes nothing', async () => {
    const github = await startGitHub()
    const env = { GITHUB_API_URL: github.url }
    const inputs = { 'plan-file': 'out/plan.json', 'github-token': 'a-token-of-a-job' }
    const planned = await step('plan', inputs, { event: 'pull_request', payload: pullRequest(made.base), env })
    expect(planned).toMatchObject({
      code: 0,
      commands: [],
      outputs: { verdict: 'pass', errors: '0', changes: '3', 'plan-file': 'out/plan.json' },
    })
    expect(planned.outputs).not.toHaveProperty('applied')
    expect(statSync(join(made.workspace, 'out/plan.json')).mode & 0o777).toBe(0o600)
    expect(read('out/plan.json')).toMatchObject({ kind: 'ibguard-plan', changes: [{}, {}, {}] })
    expect(github.comments[0]?.body).toContain('httpTokens')
    expect(planned.summary).toContain('s3BucketName')
    expect(server.mutations).toEqual([])
  })

  it('shows what to write where a finding blocks a target', async () => {
    writeFiles(made.workspace, {
      'web.spec.yaml': specOf('web').replace('httpTokens: required', 'httpTokens: optional'),
    })
    for (const mode of ['plan', 'apply']) {
      const { code, summary } = await step(mode)
      expect(code).toBe(1)
      expect(summary).toContain('<pre>httpTokens: required</pre>')
    }
  })

  it('fails on what is missing or blocked, at the place of its spec', async () => {
    writeFiles(made.workspace, { 'new.spec.yaml': specOf('new') })
    const planned = await step('plan')
    expect(planned).toMatchObject({ code: 1, outputs: { verdict: 'fail', changes: '3' } })
    expect(planned.commands).toMatchObject([
      { name: 'error', properties: { title: 'missing', file: 'new.spec.yaml', line: '1' } },
    ])
  })

  it('reads and plans changed targets only, when asked', async () => {
    writeFiles(made.workspace, {
      'web.spec.yaml': specOf('web', 'description: new\n'),
      'api.spec.yaml': `${specOf('api')}# x\n`,
    })
    const planned = await step(
      'plan',
      { 'changed-only': 'true' },
      { event: 'pull_request', payload: pullRequest(made.base) },
    )
    expect(planned).toMatchObject({ code: 0, outputs: { changes: '1' } })
  })

  it('names every target when it is cancelled', async () => {
    await server.close()
    server = await createLocalImageBuilder({ latency: 60_000 })
    const plugin = `import { writeFileSync } from 'node:fs'
writeFileSync(import.meta.dirname + '/ready', '')
export default { id: 'acme/x', summary: '', severity: 'error', messages: { x: 'x' }, check: () => [] }
`
    writeFiles(made.workspace, { 'ibguard.config.yaml': `${config}plugins: [./ready.mjs]\n`, 'ready.mjs': plugin })
    const cancelled = await cancelledWhen('plan', {}, () => existsSync(join(made.workspace, 'ready')))
    expect(cancelled).toMatchObject({ code: 1, outputs: { verdict: 'fail' } })
    expect(statuses()).toEqual(names.map((name) => [name, 'skipped', 'Interrupted']))
  })
})

/** Cancels the step as soon as something holds, which must not be before the step listens. */
async function cancelledWhen(mode: string, inputs: Record<string, string>, holds: () => boolean): Promise<Step> {
  let timer: NodeJS.Timeout | undefined
  const onStart = (cancel: () => void): void => {
    timer = setInterval(() => {
      if (!holds()) return
      clearInterval(timer)
      cancel()
    }, 20)
  }
  return step(mode, inputs, { onStart }).finally(() => clearInterval(timer))
}

describe('mode apply', () => {
  it('applies and verifies, with report, journal and numbers', async () => {
    const applied = await step('apply', { 'journal-file': 'run/journal.jsonl' })
    expect(applied).toMatchObject({
      code: 0,
      outputs: { verdict: 'pass', changes: '3', applied: '3', unchanged: '0', skipped: '0', failed: '0' },
    })
    expect(applied.outputs['journal-file']).toBe('run/journal.jsonl')
    expect(server.mutations).toHaveLength(3)
    expect(statuses()).toEqual(names.map((name) => [name, 'applied']))
    const again = await step('apply')
    expect(again).toMatchObject({ code: 0, outputs: { applied: '0', unchanged: '3' } })
    expect(again.outputs['journal-file']).toMatch(/^\.ibguard\/apply-.*\.jsonl$/)
  })

  it('is refused on a pull request, unless it is allowed', async () => {
    const more = { event: 'pull_request', payload: pullRequest(made.base) }
    const refused = await step('apply', {}, more)
    expect(refused).toMatchObject({ code: 2, outputs: { verdict: 'fail' } })
    expect(refused.outputs).not.toHaveProperty('applied')
    expect(server.mutations).toEqual([])
    expect(await step('apply', { 'allow-apply-on-pull-request': 'true' }, more)).toMatchObject({ code: 0 })
  })

  it('annotates what failed as an error, and says what to do', async () => {
    server.faults.add({
      operation: 'UpdateInfrastructureConfiguration',
      kind: 'AccessDeniedException',
      arn: arnOf('jobs'),
    })
    const applied = await step('apply', { 'max-failures': '100%' })
    expect(applied).toMatchObject({ code: 1, outputs: { applied: '2', failed: '1' } })
    expect(applied.commands).toMatchObject([
      { name: 'error', properties: { title: 'failed', file: 'jobs.spec.yaml', line: '1' } },
    ])
    expect(applied.summary).toContain('AccessDeniedException')
  })

  it('sends nothing when a spec is broken', async () => {
    writeFiles(made.workspace, { 'bad.spec.yaml': 'a: [' })
    const applied = await step('apply')
    expect(applied).toMatchObject({ code: 1, outputs: { verdict: 'fail', applied: '0', skipped: '3' } })
    expect(statuses()).toEqual(names.map((name) => [name, 'skipped', 'NotStarted']))
    expect(applied.summary).toContain('Nothing was sent')
    expect(server.mutations).toEqual([])
  })

  it('holds a plan against the specs, target by target', async () => {
    const inputs = { 'plan-file': 'plan.json' }
    await step('plan', inputs)
    const plan = read('plan.json')
    const forged = plan.changes.find(({ arn }: { arn: string }) => arn === arnOf('jobs'))
    forged.after.instanceProfileName = 'Attacker'
    writeFileSync(join(made.workspace, 'plan.json'), JSON.stringify(plan))
    made.git('rm', '-q', 'web.spec.yaml')
    writeFiles(made.workspace, { 'new.spec.yaml': specOf('new') })
    const applied = await step('apply', inputs)
    expect(applied).toMatchObject({ code: 1, outputs: { applied: '1', skipped: '3' } })
    expect(statuses().sort()).toEqual([
      ['api', 'applied'],
      ['jobs', 'skipped', 'PlanDiffers'],
      ['new', 'skipped', 'NotPlanned'],
      ['web', 'skipped', 'NotInSpecs'],
    ])
    expect(server.mutations.map(({ arn }) => arn)).toEqual([arnOf('api')])
    expect(await step('apply', { 'plan-file': 'nope.json' })).toMatchObject({ code: 2 })
  })

  it('applies a part of a plan; the reports of all parts make one', async () => {
    const lanes = ['eu-west-1', 'us-east-1']
    const arns = lanes.flatMap((region) => ['a', 'b'].map((name) => arnOf(name, { region })))
    await server.close()
    const seed = arns.map((arn) => ({ infrastructureConfigurationArn: arn, instanceProfileName: 'Builder' }))
    server = await createLocalImageBuilder({ seed })
    const all = arns.map((arn) => clean.replace(/arn:aws:\S+/, arn)).join('---\n')
    made = repository({ 'ibguard.config.yaml': config, 'all.spec.yaml': all })
    await step('plan', { 'plan-file': 'plan.json' })
    // A part may be empty.
    expect(await step('apply', { 'plan-file': 'plan.json', shard: '3/3' })).toMatchObject({
      code: 0,
      outputs: { applied: '0' },
    })
    for (const shard of ['1/2', '2/2']) {
      const file = `reports/${shard[0]}.json`
      const part = await step('apply', { 'plan-file': 'plan.json', shard, 'report-file': file })
      expect(part).toMatchObject({ code: 0, outputs: { applied: '2' } })
    }
    expect(new Set(server.mutations.map(({ arn }) => arn))).toEqual(new Set(arns))
    const merged = await step('report', { 'report-file': 'reports/*.json' })
    expect(merged).toMatchObject({ code: 0, outputs: { applied: '4', failed: '0' } })
    expect(await step('report', { 'report-file': 'reports/1.json' })).toMatchObject({ code: 2 })
    expect(await step('apply', { shard: '1/2' })).toMatchObject({ code: 2 })
  })

  it('skips a planned change that went stale', async () => {
    await step('plan', { 'plan-file': 'plan.json' })
    await step('apply', { files: 'web.spec.yaml', 'max-failures': '0' })
    writeFiles(made.workspace, { 'other/web.yaml': specOf('web', 'description: other\n') })
    await step('apply', { files: 'other/web.yaml' })
    const applied = await step('apply', { 'plan-file': 'plan.json' })
    expect(applied).toMatchObject({ code: 1, outputs: { applied: '2', skipped: '1' } })
    expect(statuses()).toContainEqual(['web', 'skipped', 'StalePlan'])
  })

  it('goes on with an unfinished journal, and keeps a finished one beside', async () => {
    server.faults.add({
      operation: 'UpdateInfrastructureConfiguration',
      kind: 'in-use=2s',
      count: 1,
      arn: arnOf('web'),
    })
    const inputs = { 'journal-file': 'journal.jsonl' }
    const cancelled = await cancelledWhen('apply', inputs, () => server.mutations.length === 2)
    expect(cancelled).toMatchObject({ code: 1, outputs: { verdict: 'fail', applied: '2' } })
    expect(statuses()).toEqual([
      ['api', 'applied'],
      ['jobs', 'applied'],
      ['web', expect.stringMatching(/skipped|failed/), 'Interrupted'],
    ])
    expect(cancelled.summary).toContain('Interrupted')

    const resumed = await step('apply', inputs, { env: { GITHUB_RUN_ATTEMPT: '2' } })
    expect(resumed).toMatchObject({ code: 0, outputs: { applied: '3' } })
    expect(resumed.summary).toContain('is resumed')
    expect(server.mutations.map(({ arn }) => arn).sort()).toEqual(names.map((name) => arnOf(name)))
    const next = await step('apply', inputs, { env: { GITHUB_RUN_ID: '200' } })
    expect(next).toMatchObject({ code: 0, outputs: { unchanged: '3' } })
    expect(readdirSync(made.workspace)).toContain('journal.jsonl.200')
  })

  it('follows no link to a journal, a plan or the folder of journals', async () => {
    const outside = tempFolder({ 'journal.jsonl': '', 'plan.json': '{}' })
    symlinkSync(join(outside, 'journal.jsonl'), join(made.workspace, 'journal.jsonl'))
    symlinkSync(join(outside, 'plan.json'), join(made.workspace, 'plan.json'))
    symlinkSync(outside, join(made.workspace, '.ibguard'))
    for (const inputs of [{ 'journal-file': 'journal.jsonl' }, { 'plan-file': 'plan.json' }, {}]) {
      expect(await step('apply', inputs)).toMatchObject({
        code: 2,
        commands: [{ message: expect.stringContaining('is a link') }],
      })
    }
    expect(await step('plan', { 'plan-file': 'plan.json' })).toMatchObject({ code: 2 })
    expect(readdirSync(outside)).toEqual(['journal.jsonl', 'plan.json'])
    expect(server.mutations).toEqual([])
  })

  it('says which settings it does not take', async () => {
    const inputs = { rate: '0', concurrency: 'x', 'max-failures': '-1', waves: '1,,2', 'endpoint-url': 'aws' }
    const { commands } = await step('apply', inputs)
    for (const name of Object.keys(inputs)) expect(commands[0]?.message).toContain(`${name}: `)
  })

  it('cannot reach AWS without credentials, and says so', async () => {
    const env = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_EC2_METADATA_DISABLED: 'true' }
    const applied = await step('apply', {}, { env })
    expect(applied).toMatchObject({ code: 2, outputs: { verdict: 'fail' } })
    expect(applied.log).not.toMatch(/\n\s+at /)
  })
})

describe('mode report', () => {
  it('merges reports, judges and counts them, and comments on the pull request of the head', async () => {
    for (const name of names)
      await step('plan', { files: `${name}.spec.yaml`, 'report-file': `reports/${name}/report.json` })
    const github = await startGitHub({ pulls: [{ number: 12, head: { sha: headSha } }] })
    const workflowRun = { event: 'pull_request', head_sha: headSha, pull_requests: [] }
    const merged = await step(
      'report',
      { 'report-file': 'reports/*/report.json', 'github-token': 'a-token-of-a-job', 'sarif-file': 'x.sarif' },
      { event: 'workflow_run', payload: { workflow_run: workflowRun }, env: { GITHUB_API_URL: github.url } },
    )
    expect(merged).toMatchObject({
      code: 0,
      outputs: { verdict: 'pass', changes: '3', errors: '0', 'sarif-file': 'x.sarif' },
    })
    expect(github.writes).toEqual(['POST /repos/acme/images/issues/12/comments'])
    expect(github.comments[0]?.body).toContain('web')
  })

  it('fails with one that fails, one that is no report, and none', async () => {
    const error = { version: 1, tool: {}, error: { code: 'Usage', message: 'no' } }
    writeFiles(made.workspace, { 'error.json': JSON.stringify(error), 'broken.json': '{', 'x/y.txt': '' })
    for (const file of ['error.json', 'broken.json', 'nope.json', 'x/*.json', 'x', '']) {
      const { code, outputs } = await step('report', { 'report-file': file })
      expect([file, code, outputs.verdict, outputs.errors]).toEqual([file, 2, 'fail', undefined])
    }
  })

  it('gives text of a report no effect', async () => {
    await step('plan')
    const report = read('report.json')
    const text = 'x\n::stop-commands::y\n##[error]z @team <img src=x> --> <!-- imagebuilder-guard:v1'
    const place = { file: text, line: 1, column: 1, endLine: 1, endColumn: 1, pointer: text, fixable: false }
    report.findings.push({
      ruleId: text,
      severity: 'error',
      message: text,
      ...place,
      arn: text,
      docsUrl: 'https://x"><u>',
    })
    report.changes[0].reason = text
    writeFiles(made.workspace, { 'report.json': JSON.stringify(report) })
    const { log, commands, summary } = await step('report')
    expect(commands.filter(({ name }) => !['error', 'warning', 'notice'].includes(name))).toEqual([])
    expect(log).not.toContain('##[')
    for (const forbidden of ['<img', '<u>', '@team', '<!--']) expect(summary).not.toContain(forbidden)
  })
})
