/**
 * Linting 1,000 files in 50 modules of Terraform side by side, as ratios of one run: this tool as a user runs it,
 * checkov with its three rules written in Python, and tflint, which has none of them and runs its own about the
 * language. A quarter of the modules breaks each rule, and a lane that does not find exactly these does not count.
 * Processor time and memory are of all processes of a lane together; ends with 1 when a lane that finds the same takes
 * less of either, or less time.
 *
 * npm run bench:terraform [-- --rounds 3]
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { scratchFolder } from '../test/support/scratch-folder.ts'
import { expectedOf } from './lint-lanes.ts'
import { inTurn, type Lane, median, ownLane } from './side-by-side.ts'
import { checkovChecks, files, moduleFiles, modules, tflintConfig } from './terraform-lanes.ts'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } })
const folder = scratchFolder('bench')
const corpus = join(folder, 'stacks')
const expected = expectedOf(modules)

function lanes(): Lane[] {
  const checkov: Lane = {
    name: 'checkov 3.3.30 (three rules in Python)',
    command: [
      join(folder, 'python/bin/checkov'),
      ...['--directory', corpus, '--framework', 'terraform', '--skip-download', '--compact', '--quiet'],
      ...['--external-checks-dir', join(folder, 'checks'), '--check', 'IBG_1,IBG_2,IBG_3', '--output', 'json'],
    ],
    found: (output) => JSON.parse(output).results.failed_checks.length,
  }
  const tflint: Lane = {
    name: 'tflint 0.64.0 (its own rules)',
    command: [
      join(folder, 'go/tflint'),
      ...['--recursive', '--chdir', corpus, '--config', join(folder, 'tflint.hcl'), '--format', 'json'],
    ],
  }
  return [ownLane(folder, corpus), ...(installCheckov() ? [checkov] : []), ...(installTflint() ? [tflint] : [])]
}

function installCheckov(): boolean {
  execFileSync('python3', ['-m', 'venv', join(folder, 'python')])
  const { status } = spawnSync(join(folder, 'python/bin/pip'), ['install', '--quiet', 'checkov==3.3.30'])
  return isInstalled('checkov', status)
}

function installTflint(): boolean {
  const { status } = spawnSync('go', ['install', 'github.com/terraform-linters/tflint@v0.64.0'], {
    env: { ...process.env, GOBIN: join(folder, 'go') },
  })
  return isInstalled('tflint', status)
}

function isInstalled(name: string, status: number | null): boolean {
  if (status !== 0) console.error(`${name} cannot be installed here; its lane is left out.`)
  return status === 0
}

interface Run {
  seconds: number
  cpu: number
  megabytes: number
  output: string
}

async function measured({ command }: Lane): Promise<Run> {
  const times = join(folder, 'times')
  const started = performance.now()
  const child = spawn('/usr/bin/time', ['-f', '%U %S', '-o', times, ...command], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const parts: Buffer[] = []
  child.stdout.on('data', (part: Buffer) => parts.push(part))
  const ended = once(child, 'close')
  let peak = 0
  let isOver = false
  void ended.then(() => {
    isOver = true
  })
  while (!isOver) {
    const { own, shared } = memoryOf(child.pid ?? 0)
    peak = Math.max(peak, own + shared)
    await Promise.race([ended, wait(20)])
  }
  const seconds = (performance.now() - started) / 1_000
  const [user = Number.NaN, system = Number.NaN] = (readFileSync(times, 'utf8').trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number)
  return { seconds, cpu: user + system, megabytes: peak / 1_024, output: Buffer.concat(parts).toString() }
}

interface Memory {
  /** Kilobytes that are each process's own. */
  own: number
  /** What the one that shares most shares with others, which the others of a lane have in common with it. */
  shared: number
}

/** What a process and all that it started take. */
function memoryOf(pid: number): Memory {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    const kilobytes = (kind: string): number =>
      [...text.matchAll(new RegExp(`^${kind}_\\w+: +(\\d+)`, 'gm'))].reduce((sum, [, size]) => sum + Number(size), 0)
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    return children
      .map((child) => memoryOf(Number(child)))
      .reduce((sum, each) => ({ own: sum.own + each.own, shared: Math.max(sum.shared, each.shared) }), {
        own: kilobytes('Private'),
        shared: kilobytes('Shared'),
      })
  } catch {
    // It has just ended.
    return { own: 0, shared: 0 }
  }
}

for (let at = 0; at < modules; at++) {
  const module = join(corpus, `module-${at}`)
  mkdirSync(module, { recursive: true })
  for (const [name, text] of moduleFiles(at)) writeFileSync(join(module, name), text)
}
mkdirSync(join(folder, 'checks'))
writeFileSync(join(folder, 'checks/__init__.py'), '__all__ = ["image_builder"]\n')
writeFileSync(join(folder, 'checks/image_builder.py'), checkovChecks)
writeFileSync(join(folder, 'tflint.hcl'), tflintConfig)
const runs = await inTurn(lanes(), Number(values.rounds), measured)
console.log(`${files.toLocaleString('en-US')} files in ${modules} modules, ${values.rounds} rounds, medians`)
console.log('| lane | seconds | processor seconds | × ibguard | MB | findings |')
console.log('| --- | --- | --- | --- | --- | --- |')
let best: Omit<Run, 'output'> | undefined
for (const [lane, results] of runs) {
  const [seconds, cpu, megabytes] = (['seconds', 'cpu', 'megabytes'] as const).map((key) =>
    median(results.map((result) => result[key])),
  ) as [number, number, number]
  best ??= { seconds, cpu, megabytes }
  const found = lane.found?.(results[0]?.output ?? '')
  const verdict = found === undefined ? '–' : found === expected ? found : `${found}: does not count`
  const ratio = (cpu / best.cpu).toFixed(1)
  const cells = [lane.name, seconds.toFixed(1), cpu.toFixed(1), ratio, megabytes.toFixed(0), verdict]
  console.log(`| ${cells.join(' | ')} |`)
  if (found !== undefined && (seconds < best.seconds || cpu < best.cpu || megabytes < best.megabytes)) {
    console.error(`${lane.name} takes less.`)
    process.exitCode = 1
  }
}
