import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createImageBuilders } from '../../src/aws/clients.ts'
import { rollback } from '../../src/index.ts'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Report } from '../../src/model/report.ts'
import { arnOf } from '../support/changes.ts'
import { type CliResult, ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'

const names = ['api', 'mail', 'web']
/** As AWS may hold it: with a field newer than this version, and without what the specs ask for. */
const former = (name: string): JsonObject => ({
  arn: arnOf(name),
  name,
  instanceProfileName: 'Builder',
  description: `Before: ${name}`,
  instanceTypes: ['m5.large', 'm6i.large'],
  resourceTags: { team: name },
  newcomer: { nested: [1, { kept: null, deep: [[], {}] }] },
})

let server: LocalImageBuilder
let cwd: string
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '123456789012')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  server = await createLocalImageBuilder({ seed: { infrastructureConfigurations: names.map(former) } })
  const specs = names.map((name) => [
    `infra/${name}.json`,
    specText({ infrastructureConfigurationArn: arnOf(name), resourceTags: { team: null, stage: 'live' } }),
  ])
  cwd = tempFolder({ 'ibguard.config.yaml': 'files: [infra/*.json]', ...Object.fromEntries(specs) })
  return async () => {
    vi.unstubAllEnvs()
    await server.close()
  }
})

async function onServer(...argv: string[]): Promise<CliResult & { report: Report }> {
  const own = ['--yes', '--rate', '200', '--endpoint-url', server.url, '--journal', 'run.jsonl']
  const result = await ibguard([...argv, ...own, '--format', 'json=report.json'], { cwd })
  return { ...result, report: JSON.parse(await readFile(join(cwd, 'report.json'), 'utf8')) }
}

/** What the service holds, in raw JSON without dates. */
async function live(name: string): Promise<JsonObject> {
  const lane = { partition: 'aws', account: '123456789012', region: 'eu-west-1' }
  const client = createImageBuilders({ local: { url: server.url } })(lane)
  const { dateCreated, dateUpdated, tags, ...raw } = await client.get(arnOf(name))
  return raw
}

/** Somebody else's update. */
async function change(name: string, fields: JsonObject): Promise<void> {
  const lane = { partition: 'aws', account: '123456789012', region: 'eu-west-1' }
  const {
    arn,
    name: _,
    dateCreated,
    dateUpdated,
    tags,
    ...request
  } = { ...(await live(name)), ...fields } as JsonObject
  const token = `other-${name}-${'x'.repeat(36)}`.slice(0, 36)
  await createImageBuilders({ local: { url: server.url } })(lane).update({
    ...request,
    infrastructureConfigurationArn: arnOf(name),
    clientToken: token,
  })
}

const statuses = ({ outcomes }: Report) => outcomes.map(({ status }) => status)

describe('rollback', () => {
  it('of a new run in a journal of an old name begins anew, whatever became of the old one', async () => {
    const before = await Promise.all(names.map(live))
    await onServer('apply')
    await onServer('rollback')
    await rm(join(cwd, 'run.jsonl'))
    await onServer('apply')
    const { code, report } = await onServer('rollback')
    expect([code, statuses(report)]).toEqual([0, names.map(() => 'rolled-back')])
    expect(await Promise.all(names.map(live))).toEqual(before)
  })

  it('unfinished, of a run that is gone, is not taken for that of another', async () => {
    await onServer('apply')
    await onServer('rollback')
    const path = join(cwd, 'run.jsonl.rollback')
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
    await writeFile(path, `${lines.slice(0, -1).join('\n')}\n`)
    await rm(join(cwd, 'run.jsonl'))
    await onServer('apply')
    const { code, stderr } = await onServer('rollback')
    expect([code, stderr]).toEqual([2, expect.stringContaining('is the rollback of another run')])
    expect((await onServer('apply', '--resume')).code).toBe(0)
  })

  it('returns a fleet to its exact former raw state, says what that violates, and does it once', async () => {
    const before = await Promise.all(names.map(live))
    const applied = await onServer('apply')
    expect(applied).toMatchObject({ code: 0 })
    expect(await live('web')).toMatchObject({ resourceTags: { stage: 'live' } })

    const { code, report, stdout } = await onServer('rollback')
    expect(code).toBe(0)
    expect(await Promise.all(names.map(live))).toEqual(before)
    expect(report.outcomes).toEqual(
      names.map((name) => ({
        arn: arnOf(name),
        status: 'rolled-back',
        attempts: 1,
        verified: true,
        clientToken: expect.any(String),
        requestId: expect.any(String),
        startedAt: expect.any(String),
        endedAt: expect.any(String),
      })),
    )
    expect(report.summary).toMatchObject({ changes: 3, applied: 3, unchanged: 0, skipped: 0, failed: 0 })
    expect(report.findings.map(({ ruleId }) => ruleId)).toContain('imdsv2-required')
    expect(stdout).toContain('3 rolled back')
    expect(report.run?.lanes).toMatchObject([{ region: 'eu-west-1', calls: 9, throttled: 0, retried: 0 }])

    const again = await onServer('rollback')
    expect(again.code).toBe(0)
    expect(again.report.outcomes).toEqual(
      names.map((name) => ({ arn: arnOf(name), status: 'unchanged', attempts: 0, verified: true })),
    )
    expect(again.stdout).toContain('Rollback: 0 rolled back, 3 unchanged.')
    expect(server.mutations).toHaveLength(6)
  })

  it('fails for what the restored state violates only when asked to', async () => {
    await onServer('apply')
    expect((await onServer('rollback', '--dry-run')).code).toBe(0)
    const { code, report } = await onServer('rollback', '--fail-on', 'error')
    expect(code).toBe(1)
    expect(report.summary).toMatchObject({ applied: 3, failed: 0 })
  })

  it('leaves what somebody changed since, naming the fields, and what is already back', async () => {
    await onServer('apply')
    await change('api', { keyPair: 'debug' })
    const { arn, name, ...fields } = former('mail')
    await change('mail', { ...fields, instanceMetadataOptions: null, logging: null } as JsonObject)
    const kept = await live('api')
    const { code, report } = await onServer('rollback')
    expect(code).toBe(1)
    expect(statuses(report)).toEqual(['skipped', 'unchanged', 'rolled-back'])
    expect(report.outcomes[0]?.error).toEqual({ code: 'StalePlan', message: expect.stringContaining('/keyPair') })
    expect(await live('api')).toEqual(kept)
  })

  it('puts back updates whose answer never came, and nothing that the run did not send', async () => {
    await onServer('apply')
    const journal = await readFile(join(cwd, 'run.jsonl'), 'utf8')
    const isKept = (line: string) => !/"event":"(accepted|settled|end)"/.test(line) && !isSent(line, 'mail')
    const isSent = (line: string, name: string) => line.includes('"event":"sent"') && line.includes(`/${name}"`)
    await writeFile(join(cwd, 'run.jsonl'), journal.split('\n').filter(isKept).join('\n'))
    const refused = await onServer('rollback')
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--unfinished')])
    expect(server.mutations).toHaveLength(3)
    const { report } = await onServer('rollback', '--unfinished')
    expect(report.outcomes.map(({ arn, status }) => [arn, status])).toEqual([
      [arnOf('api'), 'rolled-back'],
      [arnOf('web'), 'rolled-back'],
    ])
    expect(await live('mail')).toMatchObject({ resourceTags: { stage: 'live' } })

    // What was left of that run must not be applied over its rollback.
    const resumed = await onServer('apply', '--resume')
    expect([resumed.code, resumed.stderr]).toEqual([1, expect.stringContaining('was rolled back')])
    expect(resumed.report.outcomes.map(({ error }) => error?.code)).toEqual(names.map(() => 'RolledBack'))
    expect(server.mutations).toHaveLength(5)
  })

  it('of a finished run is what --resume of it tells, and not that it was applied', async () => {
    await onServer('apply')
    await onServer('rollback', '--target', '*/web')
    const { code, stderr, report } = await onServer('apply', '--resume')
    expect([code, stderr]).toEqual([1, expect.stringContaining('was rolled back')])
    expect(statuses(report)).toEqual(['applied', 'applied', 'skipped'])
    expect(server.mutations).toHaveLength(4)
  })

  it('rehearsed with --local is refused and spends nothing', async () => {
    await onServer('apply')
    const rehearsed = await ibguard(['rollback', '--local', '--journal', 'run.jsonl'], { cwd })
    expect([rehearsed.code, rehearsed.stderr]).toEqual([2, expect.stringContaining('--local')])
    const { code, report } = await onServer('rollback')
    expect([code, statuses(report)]).toEqual([0, names.map(() => 'rolled-back')])
  })

  it('never rolls back with --local what a journal without a place, of 1.0, may have done to AWS', async () => {
    await onServer('apply')
    const path = join(cwd, 'run.jsonl')
    const [head = '', ...rest] = (await readFile(path, 'utf8')).split('\n')
    const { tool, endpoint, partition, ...old } = JSON.parse(head)
    expect({ tool, endpoint, partition }).toEqual({
      tool: { name: 'imagebuilder-guard', version: expect.any(String) },
      endpoint: server.url,
      partition: 'aws',
    })
    await writeFile(path, [JSON.stringify(old), ...rest].join('\n'))
    expect((await ibguard(['rollback', '--local', '--journal', 'run.jsonl'], { cwd })).code).toBe(2)
    expect((await onServer('rollback')).code).toBe(0)
  })

  it('begins anew for what an earlier rollback left open, and leaves what it settled unless --again says so', async () => {
    await onServer('apply')
    server.faults.add({
      operation: 'UpdateInfrastructureConfiguration',
      kind: 'InvalidRequestException',
      count: 1,
      arn: arnOf('api'),
    })
    const first = await onServer('rollback')
    expect(first.code).toBe(1)
    expect(statuses(first.report)).toEqual(['failed', 'rolled-back', 'rolled-back'])
    // Somebody applies the same again, as is their right.
    await ibguard(['apply', '--target', '*/web', '--yes', '--endpoint-url', server.url], { cwd })
    const second = await onServer('rollback')
    expect(second.code).toBe(1)
    expect(statuses(second.report)).toEqual(['rolled-back', 'unchanged', 'skipped'])
    expect(second.report.outcomes[2]?.error).toEqual({
      code: 'SettledEarlier',
      message: expect.stringContaining('--again'),
    })
    expect(await live('web')).toMatchObject({ resourceTags: { stage: 'live' } })
    expect(await live('api')).toMatchObject({ resourceTags: { team: 'api' } })
    const third = await onServer('rollback', '--again')
    expect([third.code, statuses(third.report)]).toEqual([0, ['unchanged', 'unchanged', 'rolled-back']])
    expect(await live('web')).toMatchObject({ resourceTags: { team: 'web' } })
  })

  it('knows what every earlier rollback settled, not just the last one', async () => {
    await onServer('apply')
    await onServer('rollback', '--target', '*/web')
    await ibguard(['apply', '--target', '*/web', '--yes', '--endpoint-url', server.url], { cwd })
    await onServer('rollback', '--target', '*/mail')
    const { code, report } = await onServer('rollback')
    expect(code).toBe(1)
    expect(statuses(report)).toEqual(['rolled-back', 'unchanged', 'skipped'])
    expect(await live('web')).toMatchObject({ resourceTags: { stage: 'live' } })
  })

  it('that found a target unchanged has not settled it: the update may land later', async () => {
    await onServer('apply')
    const { arn, name, ...fields } = former('web')
    await change('web', { ...fields, instanceMetadataOptions: null, logging: null } as JsonObject)
    expect(statuses((await onServer('rollback')).report)).toEqual(['rolled-back', 'rolled-back', 'unchanged'])
    await ibguard(['apply', '--target', '*/web', '--yes', '--endpoint-url', server.url], { cwd })
    const { code, report } = await onServer('rollback')
    expect([code, statuses(report)]).toEqual([0, ['unchanged', 'unchanged', 'rolled-back']])
  })

  it('puts back only targets of --target, and none that targets.allow leaves out', async () => {
    await onServer('apply')
    expect(statuses((await onServer('rollback', '--dry-run', '--target', '*/web')).report)).toEqual([])
    writeFiles(cwd, { 'ibguard.config.yaml': 'files: [infra/*.json]\ntargets: { allow: { regions: [us-east-1] } }' })
    const { code, report } = await onServer('rollback', '--target', '*/web')
    expect(code).toBe(1)
    expect(report.outcomes).toMatchObject([{ arn: arnOf('web'), status: 'skipped', error: { code: 'NotAllowed' } }])
    expect(server.mutations).toHaveLength(3)
  })

  it('is exit 2 for a journal that does not exist, holds no run or is damaged, and without consent', async () => {
    const refused = async (...more: string[]) => {
      const { code, stderr } = await ibguard(['rollback', '--endpoint-url', server.url, ...more], { cwd })
      expect(code).toBe(2)
      return stderr
    }
    expect(await refused('--yes')).toContain('--journal')
    expect(await refused('--yes', '--journal', 'run.jsonl')).toContain('does not exist')
    writeFiles(cwd, { 'run.jsonl': '', 'other.jsonl': '{"event":"run"}\n' })
    expect(await refused('--yes', '--journal', 'run.jsonl')).toContain('holds no run')
    expect(await refused('--yes', '--journal', 'other.jsonl')).toContain('damaged in line 1')
    expect(await refused('--journal', 'run.jsonl')).toContain('--yes')
  })

  it('asks first', async () => {
    await onServer('apply')
    const asked: string[] = []
    const given = {
      cwd,
      interactive: true,
      ask: async (question: string) => {
        asked.push(question)
        return 'no'
      },
    }
    const { code } = await ibguard(['rollback', '--journal', 'run.jsonl', '--endpoint-url', server.url], given)
    expect(code).toBe(1)
    expect(asked).toEqual([expect.stringContaining('Put back 3 changes?')])
    expect(server.mutations).toHaveLength(3)
  })

  it('is there for programs too', async () => {
    const before = await live('web')
    await onServer('apply')
    const clients = createImageBuilders({ local: { url: server.url } })
    const report = await rollback('run.jsonl', { cwd, clients })
    expect(statuses(report)).toEqual(['rolled-back', 'rolled-back', 'rolled-back'])
    expect(await live('web')).toEqual(before)
  })
})
