import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Mutation } from '../../src/local/mutation-log.ts'
import type { Report } from '../../src/model/report.ts'
import type { ShardMatrix } from '../../src/plan/shards.ts'
import { arnOf } from '../support/changes.ts'
import { ibguard } from '../support/cli.ts'
import { runProcess, serveProcess } from '../support/processes.ts'
import { tempFolder } from '../support/temp-folder.ts'

const accounts = Array.from({ length: 7 }, (_, index) => `${index + 1}`.repeat(12))

/** Accounts of different size, one of them in two Regions. */
const targets = accounts.flatMap((account, index) =>
  Array.from({ length: 4 + index }, (_, at) => {
    const region = index === 6 && at % 2 === 1 ? 'us-east-1' : 'eu-west-1'
    return arnOf(`web-${at}`, { account, region })
  }),
)
const seed = {
  infrastructureConfigurations: targets.map((arn) => ({
    arn,
    name: arn.slice(arn.indexOf('/') + 1),
    instanceProfileName: 'Builder',
  })),
}
const specs = targets.map((arn) => ({
  infrastructureConfigurationArn: arn,
  instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
  logging: { s3Logs: { s3BucketName: 'acme-image-logs' } },
  'x-guard': { imageType: 'DOCKER' },
}))
const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' }

function folder(): string {
  return tempFolder({ 'seed.json': JSON.stringify(seed), 'infra.json': JSON.stringify(specs), '.git/HEAD': '' })
}

const readJson = <T>(cwd: string, file: string): T => JSON.parse(readFileSync(join(cwd, file), 'utf8'))
const lanesIn = (arns: readonly string[]): string[] => [
  ...new Set(arns.map((arn) => arn.split(':').slice(3, 5).join())),
]

it('four shards, four processes: each change once, no account and Region in two, one report of all', async () => {
  const cwd = folder()
  const url = await serveProcess(['--seed', 'seed.json', '--log', 'log.jsonl', '--rate', '50'], cwd)
  const at = ['--endpoint-url', url]
  const planned = await runProcess(['plan', 'infra.json', '--out', 'plan.json', '--shards', '4', ...at], cwd, keys)
  expect(planned.code).toBe(0)
  const { include } = JSON.parse(planned.stdout) as ShardMatrix
  expect(include.map(({ shard }) => shard)).toEqual(['1/4', '2/4', '3/4', '4/4'])
  expect(include.map(({ changes }) => changes).reduce((a, b) => a + b)).toBe(targets.length)

  const shards = await Promise.all(
    include.map(({ shard }, index) =>
      runProcess(
        [
          'apply',
          'plan.json',
          '--shard',
          shard,
          '--yes',
          '--rate',
          '60',
          '--format',
          `json=shard-${index + 1}.json`,
          ...at,
        ],
        cwd,
        keys,
      ),
    ),
  )
  expect(shards.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  const journals = shards.map(({ stderr }) => /journal (\S+)/.exec(stderr)?.[1])
  expect(new Set(journals).size).toBe(4)

  const log = readFileSync(join(cwd, 'log.jsonl'), 'utf8')
  const mutations = log
    .trim()
    .split('\n')
    .map((line): Mutation => JSON.parse(line))
  expect(mutations.map(({ arn }) => arn).sort()).toEqual(targets.toSorted())
  const reports = include.map((_, index) => readJson<Report>(cwd, `shard-${index + 1}.json`))
  // By the service's own log: who sent what.
  const sent = reports.map(({ outcomes }) => {
    const ids = new Set(outcomes.map(({ requestId }) => requestId))
    return mutations.filter(({ requestId }) => ids.has(requestId)).map(({ arn }) => arn)
  })
  expect(sent.map((arns) => arns.length)).toEqual(include.map(({ changes }) => changes))
  const lanes = sent.flatMap(lanesIn)
  expect(new Set(lanes).size).toBe(lanes.length)
  expect(reports[1]).toMatchObject({ shard: { index: 2, count: 4 }, summary: { specs: sent[1]?.length } })

  const merged = await ibguard(['report', 'merge', 'shard-*.json', '--format', 'json'], { cwd })
  expect(merged.code).toBe(0)
  expect(JSON.parse(merged.stdout).summary).toMatchObject({
    files: 1,
    specs: targets.length,
    changes: targets.length,
    applied: targets.length,
  })
}, 60_000)

const local = ['--local', '--format', 'json']

it('more shards than accounts and Regions leave empty ones, which end with 0', async () => {
  const cwd = folder()
  const planned = await ibguard(['plan', 'infra.json', '--local', '--out', 'plan.json', '--shards', '12'], { cwd })
  const { include } = JSON.parse(planned.stdout) as ShardMatrix
  expect(include).toHaveLength(12)
  expect(include.filter(({ changes }) => changes === 0)).toHaveLength(4)
  const empty = include.findIndex(({ changes }) => changes === 0) + 1
  const { code, stdout } = await ibguard(['apply', 'plan.json', '--shard', `${empty}/12`, ...local], { cwd })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ shard: { index: empty, count: 12 }, summary: { specs: 0 }, outcomes: [] })
})

it('specs that the plan lacks are in one shard only, whatever the specs beside it', async () => {
  const cwd = folder()
  await ibguard(['plan', 'infra.json', '--local', '--out', 'plan.json'], { cwd })
  const stranger = { ...specs[0], infrastructureConfigurationArn: arnOf('new', { account: '9'.repeat(12) }) }
  writeFileSync(join(cwd, 'infra.json'), JSON.stringify([...specs.slice(1), stranger]))
  const reports = await Promise.all(
    [1, 2, 3].map(async (index) => {
      const argv = ['apply', 'plan.json', 'infra.json', '--shard', `${index}/3`, '--journal', `${index}.jsonl`]
      return JSON.parse((await ibguard([...argv, ...local], { cwd })).stdout) as Report
    }),
  )
  const codes = reports.flatMap(({ outcomes }) => outcomes.flatMap(({ error }) => error?.code ?? []))
  expect(codes.toSorted()).toEqual(['NotInSpecs', 'NotPlanned'])
  expect(reports.flatMap(({ outcomes }) => outcomes)).toHaveLength(targets.length + 1)
})

it('a journal is of one shard', async () => {
  const cwd = folder()
  await ibguard(['plan', 'infra.json', '--local', '--out', 'plan.json'], { cwd })
  const apply = (shard: string) =>
    ibguard(['apply', 'plan.json', '--shard', shard, '--journal', 'j.jsonl', '--resume', ...local], { cwd })
  expect((await apply('1/4')).code).toBe(0)
  const again = await apply('1/4')
  expect(again.code).toBe(0)
  expect(JSON.parse(again.stdout)).toMatchObject({ shard: { index: 1, count: 4 } })
  expect(await apply('2/4')).toMatchObject({ code: 2, stderr: expect.stringContaining('was given something else') })
})

it('--dry-run of a plan file says what would be applied, and of a shard what it would', async () => {
  const cwd = folder()
  await ibguard(['plan', 'infra.json', '--local', '--out', 'plan.json'], { cwd })
  const dry = async (...argv: string[]) => {
    const { code, stdout } = await ibguard(['apply', 'plan.json', '--dry-run', '--format', 'json', ...argv], { cwd })
    return { code, report: JSON.parse(stdout) as Report }
  }
  const whole = await dry()
  expect(whole).toMatchObject({ code: 0, report: { summary: { changes: targets.length }, outcomes: [] } })
  const part = await dry('--shard', '1/4')
  expect(part).toMatchObject({ code: 0, report: { shard: { index: 1, count: 4 }, outcomes: [] } })
  expect(part.report.changes.length).toBeLessThan(targets.length)
})

it.each([
  [['apply', 'infra.json', '--shard', '1/4', '--yes'], '--shard applies a part of a plan file'],
  [['apply', 'plan.json', '--shard', '5/4'], 'Expected a part such as 2/4'],
  [['plan', 'infra.json', '--local', '--shards', '0'], 'Expected a whole number from 1 to 256'],
])('%s is exit 2', async (argv, message) => {
  const { code, stderr } = await ibguard(argv, { cwd: folder() })
  expect(code).toBe(2)
  expect(stderr).toContain(message)
})

it('the matrix is the last line of standard output, after a report that was named for it', async () => {
  const cwd = folder()
  const { stdout, stderr } = await ibguard(['plan', 'infra.json', '--shards', '2', ...local], { cwd })
  const lines = stdout.trimEnd().split('\n')
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ include: [{ shard: '1/2' }, { shard: '2/2' }] })
  expect(JSON.parse(lines.slice(0, -1).join('\n'))).toMatchObject({ summary: { changes: targets.length } })
  expect(stderr).toContain('without --out FILE there is no plan')
  const people = await ibguard(['plan', 'infra.json', '--local', '--shards', '2', '--out', 'plan.json'], { cwd })
  expect(people.stderr).toContain(`Plan: ${targets.length} to update.`)
})
