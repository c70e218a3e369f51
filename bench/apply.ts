import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { arnOf } from '../test/support/changes.ts'
import { idealSeconds } from '../test/support/simulate-pacer.ts'
import type { ClientName, ClientResult, ClientSettings } from './apply-client.ts'
import type { ServerResult, ServerSettings } from './apply-server.ts'

/**
 * Apply beside its peers over HTTP, server and clients each in a process of their own; medians over the seeds:
 * `npm run bench:apply -- --seeds 5 --count 600`. The clients of one seed run side by side, on services of their own.
 * `--cases alone,memory` leaves the others out.
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
const limits = { rate: 20, burst: 20, latency: 60 }
const alone = (count - limits.burst) / limits.rate
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
  const peak = await peakMemory(Number(values.memory))
  console.log(`Plan and apply of ${values.memory} specs with the command: ${(peak / 2 ** 10).toFixed(0)} MB at most`)
}

async function comparePeers(): Promise<void> {
  console.log(
    `${count} updates, ${limits.rate}/s, burst ${limits.burst}, ${limits.latency} ms, medians over ${seeds}\n`,
  )
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
  const laneLimits = { rate: 5, burst: 5, latency: 60 }
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

async function startServer(settings: ServerSettings): Promise<{ url: string; stop(): Promise<ServerResult> }> {
  const server = start('apply-server.ts', settings)
  const lines = createInterface({ input: server.stdout! })[Symbol.asyncIterator]()
  const { url } = JSON.parse((await lines.next()).value ?? '{}')
  return {
    url,
    async stop() {
      server.stdin?.end()
      return JSON.parse((await lines.next()).value ?? '{}')
    },
  }
}

/** Settings go by a file: a list of targets is longer than a command line may be. */
function start(file: string, settings: object): ChildProcess {
  const code = `import { readFileSync } from 'node:fs'; process.argv[2] = readFileSync(3, 'utf8'); await import(${JSON.stringify(
    new URL(file, import.meta.url).href,
  )})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  })
  const pipe = child.stdio[3]
  if (pipe && 'end' in pipe) pipe.end(JSON.stringify(settings))
  return child
}

async function lastLine(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout!) text += chunk
  return text.trim().split('\n').at(-1) ?? '{}'
}

/** KiB that `ibguard apply` of so many specs takes, files and report included. */
async function peakMemory(specs: number): Promise<number> {
  const targets = Array.from({ length: specs }, (_, index) => arnOf(`web-${index}`))
  const folder = mkdtempSync(join(tmpdir(), 'ibguard-bench-'))
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
  const bin = join(import.meta.dirname, '../src/cli/bin.ts')
  const args = [
    bin,
    'apply',
    '.',
    '--yes',
    '--endpoint-url',
    server.url,
    '--format',
    'json=report.json',
    '--journal',
    'run.jsonl',
  ]
  const env = { ...process.env, AWS_ACCESS_KEY_ID: '123456789012', AWS_SECRET_ACCESS_KEY: 'x' }
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] })
  let peak = 0
  const poll = setInterval(() => {
    const found = /VmHWM:\s+(\d+) kB/.exec(readStatus(child.pid))
    peak = Math.max(peak, Number(found?.[1] ?? 0))
  }, 100)
  child.stderr?.resume()
  const [code] = await once(child, 'exit')
  clearInterval(poll)
  await server.stop()
  rmSync(folder, { recursive: true })
  if (code !== 0) throw new Error(`apply ended with exit code ${code}`)
  return peak
}

function readStatus(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0
}
