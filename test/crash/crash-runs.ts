import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject, Report } from '../../src/model.ts'
import { arnOf } from '../support/changes.ts'
import { seededRandom } from '../support/seeded-random.ts'

export interface CrashAudit {
  runs: number
  kills: number
  /** Kills after the first update of their run had been accepted, and before its end. */
  killsInTheMiddle: number
  mutations: number
  /** What went wrong, in words; empty when all is well. */
  problems: string[]
}

const update = 'UpdateInfrastructureConfiguration'

/**
 * Applies fleets with the real command and kills it with SIGKILL at random moments, resuming until it is done, while
 * the service loses answers, throttles, fails and holds configurations in use. Then the service's own log of what it
 * accepted is audited.
 */
export async function crashRuns(options: { kills: number; seed: number; count: number }): Promise<CrashAudit> {
  const { kills, seed, count } = options
  const random = seededRandom(seed)
  const audit: CrashAudit = { runs: 0, kills: 0, killsInTheMiddle: 0, mutations: 0, problems: [] }
  while (audit.kills < kills) await crashRun(audit, kills, count, random.next)
  return audit
}

async function crashRun(audit: CrashAudit, kills: number, count: number, random: () => number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'ibguard-crash-'))
  const local = await createLocalImageBuilder({
    seed: { infrastructureConfigurations: Array.from({ length: count }, (_, index) => liveOf(index)) },
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
    audit.runs++
    for (;;) {
      const command = start(folder, local.url)
      const isKilled = audit.kills < kills && (await killAtRandom(command, local, random, audit))
      const [code] =
        command.exitCode === null && command.signalCode === null ? await once(command, 'exit') : [command.exitCode]
      if (!isKilled && code !== 0) audit.problems.push(`exit code ${code}: ${await readText(join(folder, 'stderr'))}`)
      if (!isKilled) break
    }
    await check(audit, count, folder, local)
  } finally {
    await local.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function start(folder: string, url: string): ChildProcess {
  const bin = join(import.meta.dirname, '../../src/cli/bin.ts')
  const files = ['--format', 'json=report.json', '--journal', 'run.jsonl', '--resume']
  const args = [bin, 'apply', 'fleet.json', '--yes', '--endpoint-url', url, '--max-failures', '0', ...files]
  const keys = { AWS_ACCESS_KEY_ID: '123456789012', AWS_SECRET_ACCESS_KEY: 'x' }
  return spawn(process.execPath, args, { cwd: folder, env: { ...process.env, ...keys }, stdio: 'ignore' })
}

/** Waits for the command to get to work, most times, and then some; false when it was done before. */
async function killAtRandom(
  command: ChildProcess,
  local: LocalImageBuilder,
  random: () => number,
  audit: CrashAudit,
): Promise<boolean> {
  const before = local.mutations.length
  const isEarly = random() < 0.1
  const exited = once(command, 'exit')
  const isRunning = () => command.exitCode === null && command.signalCode === null
  while (!isEarly && isRunning() && local.mutations.length === before) await sleep(2)
  await Promise.race([exited, sleep(random() * (isEarly ? 500 : 700))])
  if (!isRunning()) return false
  command.kill('SIGKILL')
  await exited
  if (command.signalCode !== 'SIGKILL') return false
  audit.kills++
  if (local.mutations.length > before) audit.killsInTheMiddle++
  return true
}

async function check(audit: CrashAudit, count: number, folder: string, local: LocalImageBuilder): Promise<void> {
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
  const { outcomes }: Report = JSON.parse((await readText(join(folder, 'report.json'))) || '{"outcomes":[]}')
  const verified = outcomes.filter(({ status, verified }) => status === 'applied' && verified)
  if (verified.length !== count) audit.problems.push(`${verified.length} of ${count} reported as applied and verified`)
}

const wanted = { httpTokens: 'required', httpPutResponseHopLimit: 2 }

function liveOf(index: number): JsonObject & { arn: string } {
  const name = `web-${index}`
  return { arn: arnOf(name), name, instanceProfileName: 'Builder', newcomer: { kept: [index, { deep: true }] } }
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
