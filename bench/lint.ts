/**
 * Linting side by side, as ratios of one run: `node -e 0`, js-yaml with hand-written checks (the floor), this tool as a
 * user runs it, the same with a cache and nothing changed, and ESLint with its YAML plugin, installed in a temporary folder.
 * The same three rules over the same files; a quarter of the files breaks each, and a lane that does not find exactly these
 * does not count. With the peer, writes the table of docs/performance.md.
 *
 * npm run bench:lint [-- --no-peer]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { build } from 'esbuild'
import { scratchFolder } from '../test/support/scratch-folder.ts'
import { envelopeText, eslintConfig, expectedOf, floor, specText } from './lint-lanes.ts'
import { writeTable } from './page-table.ts'
import { inTurn, type Lane, median, ownLane } from './side-by-side.ts'

const project = new URL('..', import.meta.url).pathname
const folder = scratchFolder('bench')
const withPeer = !process.argv.includes('--no-peer')

/** Specs, in files of one or of a thousand, and how often each lane runs. */
const sizes = [
  { specs: 1, each: 1, rounds: 61 },
  { specs: 1_000, each: 1, rounds: 41 },
  { specs: 10_000, each: 1, rounds: 9 },
  { specs: 100_000, each: 1, rounds: 3 },
  { specs: 100_000, each: 1_000, rounds: 3 },
]

type Size = (typeof sizes)[number]

function writeCorpus({ specs, each }: Size): string {
  const corpus = join(folder, `specs-${specs}-${each}`)
  mkdirSync(corpus)
  for (let at = 0; at < specs; at += each) {
    const text = each === 1 ? specText(at) : envelopeText(at, each)
    writeFileSync(join(corpus, `spec-${String(at).padStart(5, '0')}.yaml`), text)
  }
  return corpus
}

function lanes(corpus: string, { specs }: Size): Lane[] {
  const own = ownLane(folder, corpus)
  const peer: Lane = {
    name: 'ESLint + yml plugin',
    command: [process.execPath, join(folder, 'node_modules/eslint/bin/eslint.js'), '-f', 'json', `${corpus}/*.yaml`],
    found: (output) => JSON.parse(output).flatMap(({ messages }: { messages: unknown[] }) => messages).length,
  }
  const cached = (strategy: string): Lane => ({
    ...own,
    name: `with --cache --cache-strategy ${strategy}`,
    command: [...own.command, '--cache', '--cache-strategy', strategy, '--cache-location', `${corpus}-${strategy}`],
  })
  return [
    { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
    { ...own, name: 'js-yaml + hand-written checks', command: [process.execPath, join(folder, 'floor.mjs'), corpus] },
    own,
    cached('metadata'),
    cached('content'),
    // It takes minutes and gigabytes beyond.
    ...(withPeer && specs <= 10_000 ? [peer] : []),
  ]
}

interface Run {
  ms: number
  /** Processor time of all threads. */
  cpu: number
  megabytes: number
  output: string
}

function once({ command }: Lane): Run {
  const started = performance.now()
  const { stdout, stderr } = spawnSync('/usr/bin/time', ['-f', '%M %U %S', ...command], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  const ms = performance.now() - started
  const [kilobytes = 0, user = 0, system = 0] = stderr.trim().split('\n').at(-1)?.split(' ').map(Number) ?? []
  return { ms, cpu: (user + system) * 1_000, megabytes: kilobytes / 1024, output: stdout }
}

await build({
  stdin: { contents: floor, resolveDir: project },
  bundle: true,
  platform: 'node',
  format: 'esm',
  outfile: join(folder, 'floor.mjs'),
})
if (withPeer) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  writeFileSync(join(folder, 'eslint.config.js'), eslintConfig)
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', 'eslint', 'eslint-plugin-yml'], {
    cwd: folder,
  })
}
const heads = [
  'specs',
  'files',
  'what runs',
  'ms',
  '× node -e 0',
  '× floor',
  'processor: ms',
  '× floor',
  'MB',
  'findings',
]
const lines = [`| ${heads.join(' | ')} |`, `| ---: | ---: | --- |${' ---: |'.repeat(7)}`]
for (const line of lines) console.log(line)
for (const size of sizes) {
  const all = lanes(writeCorpus(size), size)
  // What changed a moment ago is not kept.
  await setTimeout(2_500)
  for (const lane of all.filter(({ command }) => command.includes('--cache'))) once(lane)
  const runs = await inTurn(all, size.rounds, once)
  const of = (results: readonly Run[], what: 'ms' | 'cpu' | 'megabytes'): number =>
    median(results.map((result) => result[what]))
  const [start = [], floorRuns = []] = runs.values()
  for (const [lane, results] of runs) {
    const found = lane.found?.(results[0]?.output ?? '')
    const expected = expectedOf(size.specs)
    const verdict =
      found === undefined ? '' : found === expected ? String(found) : `${found}, expected ${expected}: does not count`
    const cells = [
      size.specs.toLocaleString('en'),
      (size.specs / size.each).toLocaleString('en'),
      lane.name,
      of(results, 'ms').toFixed(0),
      (of(results, 'ms') / of(start, 'ms')).toFixed(2),
      (of(results, 'ms') / of(floorRuns, 'ms')).toFixed(2),
      of(results, 'cpu').toFixed(0),
      (of(results, 'cpu') / of(floorRuns, 'cpu')).toFixed(2),
      of(results, 'megabytes').toFixed(0),
      verdict,
    ]
    lines.push(`| ${cells.join(' | ')} |`)
    console.log(lines.at(-1))
  }
}
if (withPeer) writeTable('lint', lines.join('\n'))
