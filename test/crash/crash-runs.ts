import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createImageBuilders } from '../../src/aws/clients.ts'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Report } from '../../src/model/report.ts'
import { bin } from '../support/built.ts'
import { arnOf } from '../support/changes.ts'
import { seededRandom } from '../support/seeded-random.ts'

export interface CrashAudit {
  runs: number
  kills: Record<Task, number>
  /** Processes that were stopped, lost their journal to another and were woken when that had done its work. */
  takeovers: number
  /** Processes of another PID namespace on a journal whose own one was running. */
  rivals: number
  /** Kills after the first update of their run had been accepted, and before its end. */
  killsInTheMiddle: number
  mutations: number
  /** What went wrong, in words; empty when all is well. */
  problems: string[]
}

/** For `unshare`: a PID namespace of its own. */
const namespaced = ['--pid', '--fork', '--mount-proc', '--kill-child']
const update = 'UpdateInfrastructureConfiguration'

/**
 * Applies fleets with the real command and kills it with SIGKILL at random moments, resuming until it is done, while
 * the service loses answers, throttles, fails and holds configurations in use; then rolls back what was done, killed in the
 * same way. Some processes are not killed but stopped, their journal taken over, and woken at the end; some meet a rival
 * from another PID namespace. Each time the service's own log of what it accepted is audited.
 */
export async function crashRuns(options: { kills: number; seed: number; count: number }): Promise<CrashAudit> {
  const { kills, seed, count } = options
  const random = seededRandom(seed)
  const audit: CrashAudit = {
    runs: 0,
    kills: { apply: 0, rollback: 0 },
    takeovers: 0,
    rivals: 0,
    killsInTheMiddle: 0,
    mutations: 0,
    problems: [],
  }
  const most = { apply: Math.ceil(kills / 2), rollback: Math.floor(kills / 2) }
  const isDone = () => audit.kills.apply >= most.apply && audit.kills.rollback >= most.rollback
  while (!isDone() && audit.problems.length === 0) await crashRun(audit, most, count, random.next)
  return audit
}

async function crashRun(
  audit: CrashAudit,
  most: CrashAudit['kills'],
  count: number,
  random: () => number,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ibguard-crash-'))
  const local = await createLocalImageBuilder({
    seed: {
      infrastructureConfigurations: Array.from({ length: count }, (_, index) => liveOf(index)),
      imagePipelines: Array.from({ length: count }, (_, index) => pipelineOf(index)),
    },
    rate: 60,
    burst: 20,
    latency: 15,
    fault: [
      `${update}=reset-after:10%`,
      `${update}=reset-before:5%`,
      `${update}=truncate:5%`,
      `${update}=ServiceUnavailableException:5%`,
      `${update}=in-use=1s:x1@${arnOf('web-7')}`,
    ],
  })
  try {
    await writeFile(join(folder, 'fleet.json'), JSON.stringify(specs(count)))
    // What is asked for comes from specs, or from what is live.
    const forward = audit.runs++ % 2 === 0 ? 'apply' : 'remediate'
    const run: CrashRun = { folder, local, random, audit, most, forward, tokens: '' }
    // Some runs are given up half-way: what they sent is to be put back all the same.
    const isGivenUp = random() < 0.3
    const isDone = await untilDone('apply', run, () => isGivenUp && local.mutations.length > 0)
    if (isDone) await checkApply(audit, count, folder, local)
    const kept = local.mutations.length
    await untilDone('rollback', run, () => false)
    await checkRollback(run, count, kept)
  } catch (error) {
    audit.problems.push(String(error))
  } finally {
    await local.close()
    await rm(folder, { recursive: true, force: true })
  }
}

interface CrashRun {
  folder: string
  local: LocalImageBuilder
  random: () => number
  audit: CrashAudit
  /** Kills of all runs together. */
  most: CrashAudit['kills']
  /** The command that the task apply stands for. */
  forward: 'apply' | 'remediate'
  /** Journals of rollbacks that came to their end just before they were killed: the next one replaced them. */
  tokens: string
}

/** Starts the command again after each kill, or gives up; whether it came to its end. */
async function untilDone(task: Task, run: CrashRun, isGivenUp: () => boolean): Promise<boolean> {
  const { audit, most, folder, random } = run
  const stopped: ChildProcess[] = []
  for (let killed = 0; ; killed++) {
    run.tokens += await readText(join(folder, 'run.jsonl.rollback'))
    const report = `${task}-${killed}.json`
    const command = start(run, task, { report })
    // A rollback that came too late would begin another one.
    if (hasNamespaces && task === 'apply' && random() < 0.2) await meetRival(command, run)
    if (killed < 6 && audit.kills[task] < most[task] && (await killAtRandom(command, run))) {
      audit.kills[task]++
      if (command.signalCode === null) stopped.push(command)
      // Who is stopped in the middle may have an update on its way: it is for the next to settle.
      else if (isGivenUp() && stopped.length === 0) return false
      continue
    }
    const isRunning = command.exitCode === null && command.signalCode === null
    const [code] = isRunning ? await once(command, 'exit') : [command.exitCode]
    if (code !== 0) throw new Error(`${task} ended with exit code ${code}`)
    await wake(stopped, audit)
    // Those that were woken have written theirs too.
    await rename(join(folder, report), join(folder, `${task}.json`))
    return true
  }
}

/** They find their journal in the hands of another, and send nothing more. */
async function wake(stopped: readonly ChildProcess[], audit: CrashAudit): Promise<void> {
  for (const sleeper of stopped) {
    const exited = once(sleeper, 'exit')
    sleeper.kill('SIGCONT')
    const [code] = await exited
    audit.takeovers++
    if (code !== 2) audit.problems.push(`a process whose journal was taken over ended with exit code ${code}`)
  }
}

/** It sees the other one's lock, but no such process: it must not take that for dead. */
async function meetRival(command: ChildProcess, run: CrashRun): Promise<void> {
  const { local, audit } = run
  const accepted = local.mutations.length
  const isRunning = () => command.exitCode === null && command.signalCode === null
  while (isRunning() && local.mutations.length === accepted) await sleep(2)
  const rival = start(run, 'apply', { report: 'rival.json', isRival: true })
  const [code] = await once(rival, 'exit')
  audit.rivals++
  if (isRunning() && code !== 2) audit.problems.push(`a rival of a running apply ended with exit code ${code}`)
}

const hasNamespaces = spawnSync('unshare', [...namespaced, 'true']).status === 0

type Task = 'apply' | 'rollback'

function start(
  { folder, local: { url }, forward }: CrashRun,
  task: Task,
  { report, isRival = false }: { report: string; isRival?: boolean },
): ChildProcess {
  const scope = [
    '--account',
    '123456789012',
    '--region',
    'eu-west-1',
    '--rule',
    'imdsv2-required',
    '--fail-on',
    'never',
  ]
  const resumed = ['--resume', '--max-failures', '0']
  const commands = {
    apply: forward === 'apply' ? ['apply', 'fleet.json', ...resumed] : ['remediate', ...scope, ...resumed],
    rollback: ['rollback', '--unfinished'],
  }
  const files = ['--format', `json=${report}`, '--journal', 'run.jsonl']
  const args = [bin, ...commands[task], '--yes', '--endpoint-url', url, ...files]
  const keys = { AWS_ACCESS_KEY_ID: '123456789012', AWS_SECRET_ACCESS_KEY: 'x' }
  const [program, ...more] = isRival ? ['unshare', ...namespaced, process.execPath] : [process.execPath]
  return spawn(program as string, [...more, ...args], {
    cwd: folder,
    env: { ...process.env, ...keys },
    stdio: 'ignore',
  })
}

/** Waits for the command to get to work, most times, and then some; kills or stops it. False when it was done before. */
async function killAtRandom(command: ChildProcess, { folder, local, random, audit }: CrashRun): Promise<boolean> {
  const before = local.mutations.length
  const isEarly = random() < 0.1
  const exited = once(command, 'exit')
  const isRunning = () => command.exitCode === null && command.signalCode === null
  while (!isEarly && isRunning() && local.mutations.length === before) await sleep(2)
  await Promise.race([exited, sleep(random() * (isEarly ? 500 : 700))])
  if (!isRunning()) return false
  if (random() < 0.15 && local.mutations.length > before) {
    command.kill('SIGSTOP')
    audit.killsInTheMiddle++
    // What somebody does who takes it for dead.
    for (const name of await readdir(folder)) if (name.includes('.lock')) await rm(join(folder, name))
    return true
  }
  command.kill('SIGKILL')
  await exited
  if (command.signalCode !== 'SIGKILL') return false
  if (local.mutations.length > before) audit.killsInTheMiddle++
  return true
}

async function checkApply(audit: CrashAudit, count: number, folder: string, local: LocalImageBuilder): Promise<void> {
  const updates = local.mutations.filter(({ operation }) => operation === update)
  audit.mutations += updates.length
  const journal = await readText(join(folder, 'run.jsonl'))
  for (let index = 0; index < count; index++) {
    const { arn } = liveOf(index)
    const own = updates.filter((mutation) => mutation.arn === arn)
    if (own.length !== 1) audit.problems.push(`${arn} was updated ${own.length} times`)
    const token = own[0]?.clientToken
    if (token === undefined || !journal.includes(token)) audit.problems.push(`${arn}: its token is not in the journal`)
    const { newcomer, instanceMetadataOptions } = own[0]?.request ?? {}
    const isKept = JSON.stringify(newcomer) === JSON.stringify(liveOf(index).newcomer)
    const isSet = JSON.stringify(instanceMetadataOptions) === JSON.stringify(wanted)
    if (!isKept || !isSet) audit.problems.push(`${arn} was updated to ${JSON.stringify(own[0]?.request)}`)
  }
  const { outcomes }: Report = JSON.parse((await readText(join(folder, 'apply.json'))) || '{"outcomes":[]}')
  const verified = outcomes.filter(({ status, verified }) => status === 'applied' && verified)
  if (verified.length !== count) audit.problems.push(`${verified.length} of ${count} reported as applied and verified`)
}

/** What is live is what was before the run, in raw JSON, and each update of it was taken back by exactly one other. */
async function checkRollback({ audit, folder, local, tokens }: CrashRun, count: number, kept: number): Promise<void> {
  const back = local.mutations.slice(kept).filter(({ operation }) => operation === update)
  audit.mutations += back.length
  const journal = tokens + (await readText(join(folder, 'run.jsonl.rollback')))
  for (let index = 0; index < count; index++) {
    const former = liveOf(index)
    const { arn } = former
    const done = local.mutations.slice(0, kept).filter((mutation) => mutation.arn === arn).length
    const undone = back.filter((mutation) => mutation.arn === arn)
    if (undone.length !== done)
      audit.problems.push(`${arn} was updated ${done} times and put back ${undone.length} times`)
    if (undone.some(({ clientToken }) => clientToken === undefined || !journal.includes(clientToken))) {
      audit.problems.push(`${arn}: the token of its rollback is not in the journal`)
    }
    const live = await rawLive(local.url, arn)
    if (live !== canonical(former)) audit.problems.push(`${arn} was put back to ${live}`)
  }
}

/** What the service holds of a configuration, dates and tags left out. */
async function rawLive(url: string, arn: string): Promise<string> {
  const lane = { partition: 'aws', account: '123456789012', region: 'eu-west-1' }
  const { dateCreated, dateUpdated, tags, ...live } = await createImageBuilders({ local: { url } })(lane).get(arn)
  return canonical(live)
}

function canonical(value: JsonObject): string {
  return JSON.stringify(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}

const wanted = { httpTokens: 'required', httpPutResponseHopLimit: 2 }

function liveOf(index: number): JsonObject & { arn: string } {
  const name = `web-${index}`
  return { arn: arnOf(name), name, instanceProfileName: 'Builder', newcomer: { kept: [index, { deep: true }] } }
}

/** It makes the remediation set the hop limit too. */
function pipelineOf(index: number): JsonObject {
  const { arn } = liveOf(index)
  return {
    arn: arn.replace('infrastructure-configuration', 'image-pipeline'),
    name: `web-${index}`,
    infrastructureConfigurationArn: arn,
    containerRecipeArn: `${arn.replace('infrastructure-configuration', 'container-recipe')}/1.0.0`,
  }
}

function specs(count: number): JsonObject[] {
  const logging = { s3Logs: { s3BucketName: 'acme-image-logs' } }
  return Array.from({ length: count }, (_, index) => ({
    infrastructureConfigurationArn: liveOf(index).arn,
    instanceProfileName: 'Builder',
    instanceMetadataOptions: wanted,
    logging,
    terminateInstanceOnFailure: true,
    'x-guard': { imageType: 'AMI' },
  }))
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '')
}
