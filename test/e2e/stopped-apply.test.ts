import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createImageBuilders } from '../../src/aws/clients.ts'
import { apply, loadSpecs, plan } from '../../src/index.ts'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { Report } from '../../src/model/report.ts'
import { arnOf } from '../support/changes.ts'
import { ibguard } from '../support/cli.ts'
import { commit, repository } from '../support/repository.ts'
import { specText } from '../support/spec-text.ts'

const names = ['api', 'web'] as const
const specOf = (name: string, description = 'New'): string =>
  specText({ infrastructureConfigurationArn: arnOf(name), description })
const broken = {
  syntax: { 'infra/bad.yaml': 'a: [' },
  schema: {
    'infra/bad.yaml': specText({ infrastructureConfigurationArn: arnOf('jobs'), instanceTypez: ['m5.large'] }),
  },
  'unique-target': { 'infra/again.yaml': specOf('web', 'Other') },
}

let server: LocalImageBuilder
let cwd: string
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '123456789012')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  server = await createLocalImageBuilder({
    seed: names.map((name) => ({ infrastructureConfigurationArn: arnOf(name), instanceProfileName: 'Builder' })),
  })
  cwd = repository({ 'infra/api.yaml': specOf('api'), 'infra/web.yaml': specOf('web') })
  return () => server.close()
})

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, file), text)
}

async function onServer(...argv: string[]) {
  const result = await ibguard([...argv, '--endpoint-url', server.url, '--format', 'json=report.json'], { cwd })
  const report: Report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))
  const outcomes = report.outcomes.map(({ arn, status, error }) => [arn.split('/')[1], status, error?.code])
  return { ...result, report, outcomes }
}

const forgiving = ['--yes', '--rate', '200', '--fail-on', 'never']
const allSkipped = names.map((name) => [name, 'skipped', 'NotStarted'])

describe.each(Object.entries(broken))('a %s error', (rule, files) => {
  const rulesOf = ({ findings }: Report): string[] => findings.map(({ ruleId }) => ruleId)

  it('stops an apply of specs, and nothing forgives it', async () => {
    write(files)
    const { code, report, outcomes } = await onServer('apply', 'infra', ...forgiving)
    expect(code).toBe(1)
    expect(rulesOf(report)).toContain(rule)
    expect(outcomes).toEqual(expect.arrayContaining(allSkipped))
    expect(server.mutations).toEqual([])
  })

  it('stops an apply of a plan beside these specs', async () => {
    await onServer('plan', 'infra', '--out', 'plan.json')
    write(files)
    const { code, report, outcomes, stderr } = await onServer('apply', 'plan.json', 'infra', ...forgiving)
    expect(code).toBe(1)
    expect(stderr).toContain('nothing was sent')
    expect(rulesOf(report)).toContain(rule)
    expect(outcomes).toEqual(expect.arrayContaining(allSkipped))
    expect(server.mutations).toEqual([])
  })

  it('stops an apply of the plan that was made with it', async () => {
    write(files)
    const options = {
      cwd,
      clients: createImageBuilders({ local: { url: server.url } }),
      journal: join(cwd, 'run.jsonl'),
    }
    const report = await apply(await plan(await loadSpecs(['infra'], options), options), options)
    expect(rulesOf(report)).toContain(rule)
    expect(report.summary).toMatchObject({ applied: 0, skipped: report.outcomes.length })
    expect(server.mutations).toEqual([])
  })
})

it.each(['syntax', 'schema'] as const)('a plan file knows of the %s error that it was made with', async (rule) => {
  write(broken[rule])
  await onServer('plan', 'infra', '--out', 'plan.json')
  for (const argv of [[], ['--shard', '1/1']]) {
    const { code, report, outcomes } = await onServer('apply', 'plan.json', ...argv, ...forgiving)
    expect(code).toBe(1)
    expect(report.findings).toContainEqual(expect.objectContaining({ ruleId: rule }))
    expect(outcomes).toEqual(expect.arrayContaining(allSkipped))
  }
  expect(await onServer('apply', 'plan.json', '--dry-run')).toMatchObject({ code: 1, outcomes: [] })
  expect(server.mutations).toEqual([])
})

it('a plan file that names a target twice is refused', async () => {
  write(broken['unique-target'])
  await onServer('plan', 'infra', '--out', 'plan.json')
  const { code, stderr } = await ibguard(['apply', 'plan.json', ...forgiving, '--endpoint-url', server.url], { cwd })
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('a second time') })
  expect(server.mutations).toEqual([])
})

it('a plan file may have any name, and is named first', async () => {
  await onServer('plan', 'infra', '--out', 'today.plan')
  const misplaced = await ibguard(['apply', 'infra', 'today.plan', '--yes', '--endpoint-url', server.url], { cwd })
  expect(misplaced).toMatchObject({ code: 2, stderr: expect.stringContaining('today.plan is a plan; name it first') })
  const twice = await ibguard(['apply', 'today.plan', 'today.plan', '--yes', '--endpoint-url', server.url], { cwd })
  expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('apply takes one') })
  expect(server.mutations).toEqual([])
  const { code, outcomes } = await onServer('apply', 'today.plan', '--yes', '--rate', '200')
  expect({ code, outcomes }).toEqual({ code: 0, outcomes: names.map((name) => [name, 'applied', undefined]) })
})

it('a file that names no target stops an apply too', async () => {
  write(broken.syntax)
  expect(await onServer('apply', 'infra/bad.yaml', ...forgiving)).toMatchObject({ code: 1, outcomes: [] })
})

it('a plan of what has changed since a revision need not have the rest of the specs', async () => {
  write({ 'infra/web.yaml': specOf('web', 'Newer') })
  const since = ['--changed-since', 'HEAD']
  await onServer('plan', 'infra', '--out', 'plan.json', ...since)
  const { code, outcomes } = await onServer('apply', 'plan.json', 'infra', ...since, '--yes', '--rate', '200')
  expect(outcomes).toEqual([['web', 'applied', undefined]])
  expect(code).toBe(0)
  commit(cwd)
  expect((await onServer('apply', 'plan.json', 'infra', '--yes')).outcomes).toContainEqual([
    'api',
    'skipped',
    'NotPlanned',
  ])
})
