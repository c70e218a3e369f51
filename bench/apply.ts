import type { ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { arnOf } from '../test/support/changes.ts'
import { scratchFolder } from '../test/support/scratch-folder.ts'
import { idealSeconds } from '../test/support/simulate-pacer.ts'
import type { ClientName, ClientResult, ClientSettings } from './apply-client.ts'
import type { ServerResult, ServerSettings } from './apply-server.ts'
import { type Cost, costOf } from './command-cost.ts'
import { start, startServer } from './service.ts'
import { median } from './side-by-side.ts'

/**
 * Apply beside its peers over HTTP, server and clients each in a process of their own; medians over the seeds:
 * `npm run bench:apply -- --seeds 5 --count 600`. The clients of one seed run side by side, on services of their own.
 * `--cases alone,memory` leaves the others out; `memory` is processor time and memory of the built command.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    count: { type: 'string', default: '600' },
    unlimited: { type: 'string', default: '5000' },
    memory: { type: 'string', default: '10000' },
    cases: { type: 'string', default: 'alone,rival,cut,accounts,unlimited,memory' },
  },
})
const cases = values.cases.split(',')
const seeds = Number(values.seeds)
const count = Number(values.count)
/** The service refuses before it does any work. */
const [refusalMs, answerMs] = [10, 60]
const fault = ['Get', 'Update'].map((verb) => `${verb}InfrastructureConfiguration=delay=${answerMs - refusalMs}ms`)
const limits = { rate: 20, burst: 20, latency: refusalMs, fault }
/** Seconds: the first takes its time, and what the bucket does not hold is waited for. */
const alone = answerMs / 1000 + (count - limits.burst) / limits.rate
const cut: [number, number] = [alone / 3, (2 * alone) / 3]
const cutRate = (seconds: number) => (seconds > cut[0] && seconds < cut[1] ? limits.rate / 5 : limits.rate)
const scenarios = [
  { id: 'alone', name: 'alone', settings: limits, ideal: alone },
  { id: 'rival', name: 'beside a rival', settings: { ...limits, rival: limits.rate / 2 }, ideal: 2 * alone },
  {
    id: 'cut',
    name: 'rate cut to a fifth',
    settings: { ...limits, cut },
    ideal: idealSeconds({ count, burst: limits.burst, rate: cutRate }),
  },
]
const peers: ClientName[] = ['ibguard', 'SDK standard', 'SDK adaptive', 'p-limit + p-retry']
const arns = Array.from({ length: count }, (_, index) => arnOf(`web-${index}`))

if (scenarios.some(({ id }) => cases.includes(id))) await comparePeers()
if (cases.includes('accounts')) await manyAccounts()
if (cases.includes('unlimited')) await withoutLimits()
if (cases.includes('memory')) {
  for (const [verb, { seconds, megabytes }] of Object.entries(await commandCosts(Number(values.memory)))) {
    console.log(
      `${verb} of ${values.memory} specs with the command: ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
    )
  }
}

async function comparePeers(): Promise<void> {
  console.log(`${count} updates, ${limits.rate}/s, burst ${limits.burst}, ${answerMs} ms, medians over ${seeds}\n`)
  console.log(
    '| case | client | failed | T (s) | T / ideal | throttled per update | rival denied |\n| --- | --- | --- | --- | --- | --- | --- |',
  )
  for (const { name, settings, ideal } of scenarios.filter(({ id }) => cases.includes(id))) {
    const runs: Run[][] = []
    for (let seed = 0; seed < seeds; seed++) {
      const settingsOf = (client: ClientName) => measure(client, { arns, ...settings }, client === 'ibguard' ? 20 : 50)
      runs.push(await Promise.all(peers.map(settingsOf)))
    }
    for (const [index, peer] of peers.entries()) {
      const own = runs.flatMap((run) => run[index] ?? [])
      const seconds = median(own.map((run) => run.seconds))
      const throttled = median(own.map((run) => run.throttled / count)).toFixed(3)
      const denied = median(own.map(({ rivalCalls, rivalDenied }) => rivalDenied / Math.max(1, rivalCalls)))
      const cells = [
        median(own.map(({ failed }) => failed)),
        seconds.toFixed(1),
        (seconds / ideal).toFixed(3),
        throttled,
      ]
      console.log(
        `| ${name} | ${peer} | ${cells.join(' | ')} | ${'rival' in settings ? `${(100 * denied).toFixed(0)} %` : ''} |`,
      )
    }
  }
}

async function manyAccounts(): Promise<void> {
  const lanes = Array.from({ length: 20 }, (_, lane) => {
    const account = String(100_000_000_000 + lane)
    return Array.from({ length: 55 + 5 * lane }, (_unused, index) => arnOf(`web-${index}`, { account }))
  })
  const laneLimits = { ...limits, rate: 5, burst: 5 }
  const slowest = ((lanes.at(-1)?.length ?? 0) - laneLimits.burst) / laneLimits.rate
  const many = await measure('ibguard', { arns: lanes.flat(), ...laneLimits }, 20)
  console.log(
    `\n20 accounts at once, ${lanes.flat().length} updates: ${many.seconds.toFixed(1)} s, ${(many.seconds / slowest).toFixed(3)} of ` +
      `the slowest one's ideal; ${many.failed} failed, ${(many.throttled / lanes.flat().length).toFixed(3)} throttled per update`,
  )
}

async function withoutLimits(): Promise<void> {
  const free = Array.from({ length: Number(values.unlimited) }, (_, index) => arnOf(`web-${index}`))
  const bare = await measure('bare loop', { arns: free }, 20)
  const ours = await measure('ibguard', { arns: free }, 20)
  console.log(
    `Without limits, ${free.length} verified: ${(free.length / ours.seconds).toFixed(0)}/s, ` +
      `bare loop ${(free.length / bare.seconds).toFixed(0)}/s, ratio ${(bare.seconds / ours.seconds).toFixed(2)}; ${ours.failed} failed`,
  )
}

type Run = ClientResult & ServerResult

async function measure(name: ClientName, settings: ServerSettings, concurrency: number): Promise<Run> {
  const server = await startServer(settings)
  const client: ClientSettings = { name, url: server.url, arns: settings.arns, concurrency }
  const result: ClientResult = JSON.parse(await lastLine(start('apply-client.ts', client)))
  return { ...result, ...(await server.stop()) }
}

async function lastLine(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout!) text += chunk
  return text.trim().split('\n').at(-1) ?? '{}'
}

/** Of `ibguard plan` and `apply` of so many specs, files and report included. */
async function commandCosts(specs: number): Promise<Record<'plan' | 'apply', Cost>> {
  const targets = Array.from({ length: specs }, (_, index) => arnOf(`web-${index}`))
  const folder = scratchFolder('bench')
  for (let start = 0; start < specs; start += 250) {
    const part = targets.slice(start, start + 250).map((infrastructureConfigurationArn) => ({
      infrastructureConfigurationArn,
      instanceProfileName: 'Builder',
      instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
      logging: { s3Logs: { s3BucketName: 'acme-image-logs' } },
      'x-guard': { imageType: 'AMI' },
    }))
    writeFileSync(join(folder, `specs-${start}.json`), JSON.stringify(part))
  }
  const server = await startServer({ arns: targets })
  // Not all of the folder: the report of 10,000 is bigger than a spec file may be.
  const args = ['specs-*.json', '--endpoint-url', server.url, '--format', 'json=report.json']
  try {
    return {
      plan: costOf(['plan', ...args], folder, 0),
      apply: costOf(['apply', '--yes', '--journal', 'run.jsonl', ...args], folder, 0),
    }
  } finally {
    await server.stop()
  }
}
