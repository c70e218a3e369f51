import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { applyChanges } from '../../src/apply/apply-changes.ts'
import type { Journal } from '../../src/journal/journal.ts'
import { openJournal } from '../../src/journal/journal-file.ts'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { PlannedChange } from '../../src/model/change.ts'
import type { Clock } from '../../src/model/clock.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import type { Report } from '../../src/model/report.ts'
import { systemClock, systemRandom } from '../../src/model/system.ts'
import { planChanges } from '../../src/plan/plan-changes.ts'
import { bin } from '../support/built.ts'
import { arnOf, specOf } from '../support/changes.ts'
import { type SimulatedService, simulateService } from '../support/simulated-service.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { crashRuns } from './crash-runs.ts'

describe('a killed run', { timeout: 90_000 }, () => {
  it('loses nothing and does nothing twice', async () => {
    const audit = await crashRuns({ kills: 2, seed: 11, count: 20 })
    expect(audit.problems).toEqual([])
    expect(audit.kills).toEqual({ apply: 1, rollback: 1 })
  })

  it('goes on from wherever its journal ends, cut at any record and inside of it', async () => {
    const path = join(tempFolder(), 'run.jsonl')
    const { changes, states, lines } = await recordedRun(path)
    for (const [index, line] of lines.entries()) {
      for (const part of [0, line.length >> 1, line.length]) {
        const { service } = simulated(states[index])
        await writeFile(
          path,
          lines
            .slice(0, index)
            .map((whole) => `${whole}\n`)
            .join('') + line.slice(0, part),
        )
        const outcomes = await applyTo(service, path, changes)
        const place = `line ${index + 1} cut after ${part}`
        expect(
          outcomes.map(({ error }) => error),
          place,
        ).toEqual(changes.map(() => undefined))
        expect(service.mutations.map(({ arn }) => arn).sort(), place).toEqual(changes.map(({ arn }) => arn))
      }
    }
  })
})

describe('a run that is interrupted', { timeout: 60_000 }, () => {
  it('ends soon with code 130, its journal complete, and is finished by --resume', async () => {
    const { folder, local } = await fleet(30, { rate: 20, burst: 5, latency: 20 })
    const command = start(folder, local.url)
    while (local.mutations.length < 8) await sleep(5)
    const at = Date.now()
    command.kill('SIGINT')
    const [code] = await once(command, 'exit')
    expect(code).toBe(130)
    expect(Date.now() - at).toBeLessThan(7_000)
    const interrupted = await report(folder)
    expect(interrupted.summary.applied).toBe(local.mutations.length)
    expect(interrupted.outcomes).toHaveLength(30)

    const [resumed] = await once(start(folder, local.url, '--resume'), 'exit')
    expect(resumed).toBe(0)
    expect((await report(folder)).summary).toMatchObject({ applied: 30, failed: 0, skipped: 0 })
    expect(local.mutations).toHaveLength(30)
  })

  it('keeps a second run off its journal', async () => {
    const { folder, local } = await fleet(40, { rate: 1, burst: 4 })
    const first = start(folder, local.url)
    while (local.mutations.length < 3) await sleep(5)
    const second = start(folder, local.url, '--resume')
    let said = ''
    second.stderr?.on('data', (chunk) => {
      said += chunk
    })
    expect(await once(second, 'exit')).toEqual([2, null])
    expect(said).toContain(`Process ${first.pid} on`)
    first.kill('SIGKILL')
    await once(first, 'exit')
  })
})

describe('a run whose journal', { timeout: 60_000 }, () => {
  const enemies: [string, (path: string) => Promise<unknown>][] = [
    ['vanishes', (path) => rm(path)],
    ['is truncated', (path) => truncate(path)],
    [
      'is replaced',
      async (path) => {
        await writeFile(`${path}.new`, await readFile(path))
        await rename(`${path}.new`, path)
      },
    ],
  ]
  it.each(enemies)('%s in mid-run sends nothing more and ends with exit code 2', async (_, attack) => {
    const { folder, local } = await fleet(40, { rate: 10, burst: 2 })
    const command = start(folder, local.url)
    while (local.mutations.length < 3) await sleep(5)
    await attack(join(folder, 'run.jsonl'))
    const before = local.mutations.length
    expect(await once(command, 'exit')).toEqual([2, null])
    // What was on its way lands.
    expect(local.mutations.length).toBeLessThan(before + 5)
    expect(await report(folder)).toMatchObject({ error: { code: 'Journal' } })
  })

  it('is taken over while it is stopped sends nothing more when it wakes', async () => {
    const { folder, local } = await fleet(15, { rate: 20, burst: 2 })
    const stopped = start(folder, local.url)
    while (local.mutations.length < 3) await sleep(5)
    stopped.kill('SIGSTOP')
    // What somebody does who takes it for dead.
    await rm(join(folder, 'run.jsonl.lock'))
    expect(await once(start(folder, local.url, '--resume'), 'exit')).toEqual([0, null])
    stopped.kill('SIGCONT')
    expect(await once(stopped, 'exit')).toEqual([2, null])
    expect(local.mutations).toHaveLength(15)
  })
})

async function fleet(count: number, options: object): Promise<{ folder: string; local: LocalImageBuilder }> {
  const arns = Array.from({ length: count }, (_, index) => arnOf(`web-${index}`))
  const seed = { infrastructureConfigurations: arns.map((arn) => ({ arn, name: 'x', instanceProfileName: 'Builder' })) }
  const local = await createLocalImageBuilder({ seed, ...options })
  onTestFinished(() => local.close())
  const specs = arns.map((arn) => ({
    infrastructureConfigurationArn: arn,
    instanceProfileName: 'Builder',
    instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
    logging: { s3Logs: { s3BucketName: 'acme-image-logs' } },
    'x-guard': { imageType: 'AMI' },
  }))
  return { folder: tempFolder({ 'fleet.json': JSON.stringify(specs) }), local }
}

function start(folder: string, url: string, ...more: string[]): ChildProcess {
  const files = ['--format', 'json=report.json', '--journal', 'run.jsonl']
  const args = [bin, 'apply', 'fleet.json', '--yes', '--endpoint-url', url, ...files, ...more]
  const env = { ...process.env, AWS_ACCESS_KEY_ID: '123456789012', AWS_SECRET_ACCESS_KEY: 'x' }
  return spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
}

async function report(folder: string): Promise<Report> {
  return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))
}

/** Time that runs a hundred times as fast. */
const fastClock: Clock = {
  now: () => systemClock.now() * 100,
  elapsed: () => systemClock.elapsed() * 100,
  sleep: (ms, signal) => systemClock.sleep(ms / 100, signal),
}

interface State {
  live: Map<string, JsonObject>
  mutations: SimulatedService['mutations']
  answered: Set<string>
}

function simulated(state?: State): { service: SimulatedService } {
  const service = simulateService({ clock: fastClock, random: systemRandom, latencyMs: 0 })
  if (state) {
    for (const [arn, configuration] of state.live) service.live.set(arn, configuration)
    service.mutations.push(...state.mutations)
    for (const token of state.answered) service.answered.add(token)
  }
  return { service }
}

/** A whole run with a copy of the service's state at the moment when each line was asked to be written. */
async function recordedRun(path: string): Promise<{ changes: PlannedChange[]; states: State[]; lines: string[] }> {
  const { service } = simulated()
  const specs = ['a', 'b', 'c'].map((name) => specOf(arnOf(name), { keyPair: null }))
  for (const { arn } of specs) service.live.set(arn, { instanceProfileName: 'Builder', keyPair: 'debug' })
  const ports = { imageBuilders: service.imageBuilders, clock: fastClock, random: systemRandom }
  const changes = await planChanges(specs, ports, { concurrency: 1 })
  const states: State[] = []
  const remember = (times: number) => {
    const { live, mutations, answered } = service
    for (let time = 0; time < times; time++) {
      states.push({ live: new Map(live), mutations: [...mutations], answered: new Set(answered) })
    }
  }
  const outcomes = await applyTo(service, path, changes, (journal) => ({
    ...journal,
    begin(run) {
      remember(1 + run.scope.length + run.changes.length)
      return journal.begin(run)
    },
    record(event) {
      remember(1)
      return journal.record(event)
    },
  }))
  expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied'])
  return { changes, states, lines: (await readFile(path, 'utf8')).split('\n').slice(0, -1) }
}

async function applyTo(
  service: SimulatedService,
  path: string,
  changes: PlannedChange[],
  watch: (journal: Journal) => Journal = (journal) => journal,
): Promise<Outcome[]> {
  const journal = await openJournal(path, { clock: systemClock, random: systemRandom, resume: true })
  const ports = { imageBuilders: service.imageBuilders, clock: fastClock, random: systemRandom }
  const options = { concurrency: 3, rate: 1_000, maxFailures: 0, waves: ['100%'], verify: true, scope: [] }
  try {
    const watched = { ...ports, journal: watch(journal) }
    const { outcomes } = await applyChanges(journal.earlier?.changes ?? changes, watched, options)
    return outcomes
  } finally {
    await journal.close()
  }
}
