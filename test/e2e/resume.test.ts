import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Report } from '../../src/model/report.ts'
import { arnOf } from '../support/changes.ts'
import { type CliResult, ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const names = ['api', 'web']
const planted = { subnetId: 'subnet-0123456789abcdef0', securityGroupIds: ['sg-0123456789abcdef0'] }

let server: LocalImageBuilder
let cwd: string
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '123456789012')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  const live = names.map((name) => ({ arn: arnOf(name), name, instanceProfileName: 'Builder' }))
  server = await createLocalImageBuilder({ seed: { infrastructureConfigurations: live } })
  const specs = names.map((name) => [`${name}.json`, specText({ infrastructureConfigurationArn: arnOf(name) })])
  cwd = tempFolder({ 'ibguard.config.yaml': 'files: ["*.json"]', ...Object.fromEntries(specs) })
  return async () => {
    vi.unstubAllEnvs()
    await server.close()
  }
})

async function apply(...argv: string[]): Promise<CliResult & { report: Report }> {
  const own = ['--yes', '--rate', '200', '--endpoint-url', server.url, '--journal', 'run.jsonl']
  const result = await ibguard(['apply', ...argv, ...own, '--format', 'json=report.txt'], { cwd })
  return { ...result, report: JSON.parse(await readFile(join(cwd, 'report.txt'), 'utf8')) }
}

/** A run that had begun, and of which nothing was sent; `change` edits what it set out to do. */
async function begun(change: (planned: JsonObject) => void): Promise<void> {
  server.faults.add({ operation: 'UpdateInfrastructureConfiguration', kind: 'InvalidRequestException', count: 2 })
  await apply('--max-failures', '5')
  const path = join(cwd, 'run.jsonl')
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
  const kept = lines.map((line) => JSON.parse(line)).filter(({ event }) => /^(run|asked|planned)$/.test(event))
  for (const line of kept) if (line.event === 'planned') change(line.change)
  await writeFile(path, `${kept.map((line) => JSON.stringify(line)).join('\n')}\n`)
  expect(server.mutations).toEqual([])
}

const errors = ({ outcomes }: Report) => outcomes.map(({ status, error }) => [status, error?.code])
const forge = (planned: JsonObject) => {
  Object.assign(planned.after as JsonObject, planted)
  planned.fields = []
}

describe('a resumed run', () => {
  it('sends what it had planned', async () => {
    await begun(() => {})
    expect(errors((await apply('--resume')).report)).toEqual(names.map(() => ['applied', undefined]))
  })

  it('sends nothing that the specs do not ask for, whatever its journal says', async () => {
    await begun(forge)
    const { code, report } = await apply('--resume')
    expect([code, errors(report)]).toEqual([1, names.map(() => ['skipped', 'PlanDiffers'])])
    expect(report.changes[0]?.fields).toContainEqual({ pointer: '/subnetId', kind: 'add', after: planted.subnetId })
    expect(server.mutations).toEqual([])
  })

  it('sends nothing that its plan file does not ask for, alone or with specs beside it', async () => {
    const plan = join(cwd, 'plan.txt')
    await ibguard(['plan', '--out', plan, '--endpoint-url', server.url], { cwd })
    server.faults.add({ operation: 'UpdateInfrastructureConfiguration', kind: 'InvalidRequestException', count: 2 })
    await apply(plan, '--max-failures', '5')
    const path = join(cwd, 'run.jsonl')
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
    const kept = lines.map((line) => JSON.parse(line)).filter(({ event }) => /^(run|asked|planned)$/.test(event))
    for (const line of kept) if (line.event === 'planned') forge(line.change)
    const forged = `${kept.map((line) => JSON.stringify(line)).join('\n')}\n`
    for (const beside of [[], ['.']]) {
      await writeFile(path, forged)
      const { code, report } = await apply(plan, ...beside, '--resume')
      expect([code, errors(report)]).toEqual([1, names.map(() => ['skipped', 'PlanDiffers'])])
    }
    expect(server.mutations).toEqual([])
  })

  it('is refused with a journal that git tracks, and so is its rollback', async () => {
    await begun(forge)
    const git = (...args: string[]) => execFileSync('git', ['-C', cwd, ...args], { stdio: 'pipe' })
    git('init', '-q')
    expect((await apply('--resume', '--dry-run')).code).toBe(0)
    git('add', 'run.jsonl')
    const { code, stderr } = await apply('--resume')
    expect([code, stderr]).toEqual([2, expect.stringContaining('tracked by git')])
    const rollback = await ibguard(['rollback', '--journal', 'run.jsonl', '--yes', '--unfinished'], { cwd })
    expect([rollback.code, rollback.stderr]).toEqual([2, expect.stringContaining('tracked by git')])
    expect(server.mutations).toEqual([])
    git('rm', '-q', '--cached', 'run.jsonl')
    expect((await apply('--resume')).code).toBe(1)
  })

  it('is refused at another endpoint, its journal left as it was', async () => {
    await begun(() => {})
    const before = await readFile(join(cwd, 'run.jsonl'), 'utf8')
    const own = ['apply', '--resume', '--yes', '--journal', 'run.jsonl']
    for (const other of [['--local'], ['--endpoint-url', 'http://127.0.0.1:9'], []]) {
      const { code, stderr } = await ibguard([...own, ...other], { cwd })
      expect([code, stderr]).toEqual([2, expect.stringContaining(`was recorded at ${server.url}`)])
    }
    expect(await readFile(join(cwd, 'run.jsonl'), 'utf8')).toBe(before)
    expect((await apply('--resume')).code).toBe(0)
  })
})
