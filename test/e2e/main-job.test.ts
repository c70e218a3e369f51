import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Report } from '../../src/model/report.ts'
import { type CliResult, ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const fleet = join(import.meta.dirname, '../../examples/fleet')
const arnOf = (name: string, lane = 'eu-west-1:111122223333') =>
  `arn:aws:imagebuilder:${lane}:infrastructure-configuration/${name}`

let server: LocalImageBuilder
beforeEach(async () => {
  // The SDK's own chain of credentials reads the process's environment.
  vi.stubEnv('AWS_ACCESS_KEY_ID', '111122223333')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  server = await createLocalImageBuilder({ seed: join(fleet, 'live.yaml') })
  vi.stubEnv('AWS_ENDPOINT_URL_STS', server.url)
  return () => server.close()
})

async function onServer(...argv: string[]): Promise<CliResult & { report: Report }> {
  const folder = tempFolder()
  const file = join(folder, 'report.json')
  const result = await ibguard([...argv, '--endpoint-url', server.url, '--format', `json=${file}`], { cwd: fleet })
  return { ...result, report: JSON.parse(await readFile(file, 'utf8')) }
}

/** At a given pace: learning it from a standing start takes its time. */
async function apply(...argv: string[]) {
  return onServer('apply', '--yes', '--rate', '200', '--journal', join(tempFolder(), 'journal.jsonl'), ...argv)
}

async function live(arn: string): Promise<Record<string, unknown>> {
  const { ImagebuilderClient, GetInfrastructureConfigurationCommand } = await import('@aws-sdk/client-imagebuilder')
  const client = new ImagebuilderClient({
    endpoint: server.url,
    region: arn.split(':')[3] ?? '',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  try {
    const answer = await client.send(new GetInfrastructureConfigurationCommand({ infrastructureConfigurationArn: arn }))
    return { ...answer.infrastructureConfiguration }
  } finally {
    client.destroy()
  }
}

describe('apply', () => {
  it('applies the fleet once; a second run sends nothing', async () => {
    const first = await apply()
    expect(first.code).toBe(0)
    expect(first.report.summary).toMatchObject({ specs: 40, changes: 39, applied: 39, unchanged: 1, failed: 0 })
    expect(first.report.outcomes.every(({ verified }) => verified)).toBe(true)
    expect(new Set(server.mutations.map(({ arn }) => arn)).size).toBe(39)
    expect(server.mutations).toHaveLength(39)

    const second = await apply()
    expect(second.code).toBe(0)
    expect(second.report.summary).toMatchObject({ changes: 0, applied: 0, unchanged: 40 })
    expect(server.mutations).toHaveLength(39)
  })

  it('merges into what is live, keeps what it does not know, and clears only what was asked', async () => {
    await apply('--target', '*:infrastructure-configuration/golden-al2023')
    const { request } = server.mutations.find(({ arn }) => arn === arnOf('golden-al2023')) ?? {}
    expect(request).toMatchObject({ buildTimeoutMinutes: 90, instanceTypes: ['m7i.large', 'm6i.large'] })

    await apply('--target', '*/api-al2023')
    expect(await live(arnOf('api-al2023'))).toMatchObject({ subnetId: 'subnet-0a1b2c3d4e5f60718' })
    expect((await live(arnOf('api-al2023'))).keyPair).toBeUndefined()

    // A replace spec is the whole configuration.
    await apply('--target', '*/legacy-erp')
    const erp = await live(arnOf('legacy-erp'))
    expect(erp.snsTopicArn).toBeUndefined()
    expect(erp.resourceTags).toBeUndefined()
    expect(erp).toMatchObject({ terminateInstanceOnFailure: true })
  })

  it('settles throttles, failures, a lost answer and a configuration in use', async () => {
    const update = 'UpdateInfrastructureConfiguration'
    server.faults.add({ operation: update, kind: 'CallRateLimitExceededException', count: 4 })
    server.faults.add({ operation: update, kind: 'ServiceUnavailableException', count: 2 })
    server.faults.add({ operation: update, kind: 'reset-after', count: 1 })
    const { code, report } = await apply('--region', 'eu-central-1')
    expect(code).toBe(0)
    expect(report.summary).toMatchObject({ failed: 0, skipped: 0 })
    expect(server.mutations).toHaveLength(report.summary.applied)
  })

  it('reports a refused update as failed, with the request id, and goes on', async () => {
    const arn = arnOf('web-al2023')
    const kind = 'InvalidRequestException'
    server.faults.add({ operation: 'UpdateInfrastructureConfiguration', kind, count: 1, arn })
    const { code, report } = await apply('--account', '111122223333', '--max-failures', '3')
    expect(code).toBe(1)
    const failed = report.outcomes.filter(({ status }) => status === 'failed')
    expect(failed).toEqual([
      expect.objectContaining({ arn, error: expect.objectContaining({ code: kind, requestId: expect.any(String) }) }),
    ])
    expect(report.summary.applied).toBe(report.summary.changes - 1)
  })

  it('skips what is missing and applies the rest, exit code 1', async () => {
    const cwd = tempFolder({
      'gone.yaml': specText({ infrastructureConfigurationArn: arnOf('gone') }),
      'mail.yaml': specText({ infrastructureConfigurationArn: arnOf('mail-relay'), description: 'Mail' }),
    })
    const { code, stdout } = await ibguard(['apply', '.', '--yes', '--endpoint-url', server.url, '--format', 'json'], {
      cwd,
    })
    expect(code).toBe(1)
    const { outcomes } = JSON.parse(stdout) as Report
    expect(outcomes.map(({ status, error }) => [status, error?.code])).toEqual([
      ['skipped', 'ResourceNotFoundException'],
      ['applied', undefined],
    ])
  })

  it('reports a finished run on --resume as that run did, and sends nothing', async () => {
    const journal = join(tempFolder(), 'journal.jsonl')
    const first = await apply('--journal', journal)
    const again = await apply('--journal', journal, '--resume')
    expect(again.code).toBe(first.code)
    expect(again.report.summary).toEqual(first.report.summary)
    expect(again.report.outcomes).toEqual(first.report.outcomes)
    expect(again.report.changes).toEqual(first.report.changes)
    expect(server.mutations).toHaveLength(39)
  })

  it('sends nothing when a spec is broken', async () => {
    const cwd = tempFolder({
      'bad.yaml': specText({ infrastructureConfigurationArn: arnOf('mail-relay'), descripton: 'Mail' }),
      'good.yaml': specText({ infrastructureConfigurationArn: arnOf('web-al2023') }),
    })
    const { code, stdout } = await ibguard(['apply', '.', '--yes', '--endpoint-url', server.url], { cwd })
    expect(code).toBe(1)
    expect(stdout).toContain('descripton')
    expect(server.mutations).toEqual([])
  })

  it('asks first, and takes only yes', async () => {
    const given = { cwd: fleet, interactive: true, ask: async () => 'y' }
    const journal = join(tempFolder(), 'journal.jsonl')
    const { code, stderr } = await ibguard(['apply', '--endpoint-url', server.url, '--journal', journal], given)
    expect(code).toBe(1)
    expect(stderr).toContain('39 to update')
    expect(server.mutations).toEqual([])
  })

  it('runs against a local Image Builder of its own with --local', async () => {
    const journal = join(tempFolder(), 'journal.jsonl')
    const argv = ['apply', '--local', '--rate', '200', '--journal', journal]
    const { code, stderr } = await ibguard(argv, { cwd: fleet })
    expect(code).toBe(0)
    expect(stderr).toContain('39 of 39 applied were read back and match')
  })
})

describe('plan', () => {
  it('shows each field, exits with 3 on request, and writes nothing', async () => {
    const { code, report, stdout } = await onServer('plan', '--detailed-exitcode', '--target', '*/telemetry-sidecar')
    expect(code).toBe(3)
    expect(report.changes).toMatchObject([
      {
        action: 'update',
        fields: [
          { pointer: '/instanceMetadataOptions/httpPutResponseHopLimit', kind: 'change', before: 1, after: 2 },
          { pointer: '/logging/s3Logs/s3BucketName', kind: 'add', after: 'acme-image-logs-eu-west-1' },
          { pointer: '/logging/s3Logs/s3KeyPrefix', kind: 'add', after: 'sidecar' },
        ],
      },
    ])
    expect(stdout).toContain('httpPutResponseHopLimit: 1 → 2')
    expect(server.mutations).toEqual([])
  })

  it('blocks what would leave a container build with a hop limit of 1, as the pipelines tell', async () => {
    const cwd = tempFolder({
      'ibguard.config.yaml': 'targets: { role: "arn:aws:iam::{account}:role/ibguard" }',
      'sidecar.yaml': specText({
        infrastructureConfigurationArn: arnOf('telemetry-sidecar', 'eu-west-1:444455556666'),
        instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
        'x-guard': {},
      }),
    })
    const { code, stdout } = await ibguard(['plan', 'sidecar.yaml', '--endpoint-url', server.url, '--format', 'json'], {
      cwd,
    })
    expect(code).toBe(1)
    const report = JSON.parse(stdout) as Report
    expect(report.changes).toMatchObject([
      { action: 'blocked', reason: expect.stringContaining('container-hop-limit') },
    ])
    // Nobody needs to state what the pipelines have told.
    const own = report.findings.filter(({ ruleId }) => ruleId === 'container-hop-limit')
    expect(own.map(({ severity }) => severity)).toEqual(['error'])
  })

  it('is refused by apply when the target has moved since', async () => {
    const folder = tempFolder()
    const file = join(folder, 'plan.json')
    await onServer('plan', '--out', file, '--target', '*/api-al2023')
    await apply('--target', '*/api-al2023')
    const moved = await apply(file)
    expect(moved.report.outcomes).toMatchObject([{ status: 'unchanged' }])

    const plan = JSON.parse(await readFile(file, 'utf8')) as Plan
    const other = { ...plan, changes: plan.changes.map((change) => ({ ...change, arn: arnOf('web-al2023') })) }
    await writeFile(file, JSON.stringify(other))
    const stale = await apply(file)
    expect(stale.code).toBe(1)
    expect(stale.report.outcomes).toMatchObject([
      { status: 'skipped', error: { code: 'StalePlan', message: expect.stringContaining('/keyPair') } },
    ])
  })

  it('is refused when --target leaves nothing of it', async () => {
    const plan = join(tempFolder(), 'plan.json')
    await onServer('plan', '--out', plan)
    const { code, stderr } = await ibguard(
      ['apply', plan, '--yes', '--endpoint-url', server.url, '--target', '*/nobody'],
      { cwd: fleet },
    )
    expect(code).toBe(2)
    expect(stderr).toContain('--target')
  })

  it('holds a plan file against the specs beside it', async () => {
    const file = join(tempFolder(), 'plan.json')
    await onServer('plan', '--out', file, '--target', '*/mail-relay')
    const plan = JSON.parse(await readFile(file, 'utf8')) as Plan
    const [change] = plan.changes
    const forged = { ...change, action: 'update', after: { ...change?.after, keyPair: 'intruder' } }
    await writeFile(file, JSON.stringify({ ...plan, changes: [forged] }))
    const { code, report } = await apply(file, 'images/linux/mail.yaml', 'images/linux/gpu.yaml')
    expect(code).toBe(1)
    expect(report.outcomes.map(({ error }) => error?.code)).toEqual(['PlanDiffers', 'NotPlanned'])
    expect(server.mutations).toEqual([])
  })
})

afterEach(() => vi.unstubAllEnvs())
afterEach(() => expect(server.mutations.every(({ operation }) => operation.startsWith('Update'))).toBe(true))
