/**
 * An organization audited by the built command: 5,000 configurations in 60 accounts and 4 Regions, whose reads are
 * limited. Each account and Region goes at its own pace, so all take as long as the slowest would alone:
 * `npm run bench:audit`. Exit code 1 when that is not so, when it takes more memory than it may, or when the time left
 * that it says is not what it then takes.
 */
import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createLocalImageBuilder } from '../src/local/index.ts'

const [accounts, regions, total, readRate] = [60, ['eu-west-1', 'eu-north-1', 'us-east-1', 'us-west-2'], 5_000, 0.5]
const bounds = { ratio: 1.15, megabytes: 200 }
const accountOf = (at: number): string => String(100_000_000_000 + at)
const lanes = accounts * regions.length

if (process.argv[2] === 'serve') await serve()
else await measure()

async function serve(): Promise<void> {
  const infrastructureConfigurations = Array.from({ length: total }, (_, at) => {
    const [account, region] = [accountOf(at % accounts), regions[Math.floor(at / accounts) % regions.length]]
    const arn = `arn:aws:imagebuilder:${region}:${account}:infrastructure-configuration/web-${at}`
    return { arn, name: `web-${at}`, instanceProfileName: 'Builder' }
  })
  const organization = { accounts: Array.from({ length: accounts }, (_, at) => ({ Id: accountOf(at) })) }
  const seed = { infrastructureConfigurations, organization, regions }
  const server = await createLocalImageBuilder({ seed, readRate })
  process.send?.(server.url)
}

async function measure(): Promise<void> {
  const server = fork(import.meta.filename, ['serve'])
  const [url] = await once(server, 'message')
  const command = [
    new URL('../dist/bin.js', import.meta.url).pathname,
    ...['audit', '--account', 'all', '--region', 'all', '--format', 'json=/dev/null'],
    ...['--config', new URL('audit.config.json', import.meta.url).pathname],
  ]
  const env = { ...process.env, AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench' }
  const startedAt = performance.now()
  const child = spawn(process.execPath, command, {
    env: { ...env, AWS_REGION: 'eu-west-1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const used = { megabytes: 0, cpu: 0 }
  const poll = setInterval(() => note(used, child.pid), 100)
  const said: { at: number; left: number }[] = []
  let readAt = 0
  for await (const line of createInterface({ input: child.stderr })) {
    const at = (performance.now() - startedAt) / 1000
    console.log(`${at.toFixed(1).padStart(6)} s  ${line}`)
    const [, minutes = 0, left] = /(?:(\d+) min )?([\d.]+) s left/.exec(line) ?? []
    if (left) said.push({ at, left: 60 * Number(minutes) + Number(left) })
    if (line.includes('configurations in')) readAt = at
  }
  clearInterval(poll)
  const code = child.exitCode ?? (await once(child, 'exit'))[0]
  const seconds = (performance.now() - startedAt) / 1000
  server.kill()

  // A list, the pipelines and a read for each configuration, less the one that the limit allows at once.
  const ideal = (Math.ceil(total / lanes) + 1) / readRate
  const ratio = seconds / ideal
  // Of all that was said, in the middle of the run: how far it was from what then came.
  const middle = said.filter(({ at }) => at > readAt / 3 && at < (2 * readAt) / 3)
  const offBy = Math.max(...middle.map(({ at, left }) => Math.abs(at + left - readAt) / readAt))
  console.log(
    `${total} configurations in ${lanes} accounts and Regions, ${readRate} reads a second each: ${seconds.toFixed(1)} s, ` +
      `the slowest alone ${ideal.toFixed(1)} s (${ratio.toFixed(2)}), ${used.megabytes.toFixed(0)} MB, ` +
      `${used.cpu.toFixed(1)} s of processor time, exit code ${code}; ` +
      `the end foretold in the middle third to within ${(100 * offBy).toFixed(0)} %`,
  )
  const isMet = code === 1 && ratio <= bounds.ratio && used.megabytes < bounds.megabytes && offBy <= 0.15
  process.exitCode = isMet ? 0 : 1
}

/** Peak memory and processor time of a process while it is there. */
function note(used: { megabytes: number; cpu: number }, pid: number | undefined): void {
  try {
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
    used.megabytes = Math.max(used.megabytes, Number(peak?.[1] ?? 0) / 1024)
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    used.cpu = (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    // It has ended.
  }
}
