/**
 * Linting side by side, as ratios of one run: `node -e 0`, js-yaml with hand-written checks (the floor), this tool as a
 * user runs it, and ESLint with its YAML plugin, installed in a temporary folder. The same three rules over the same
 * files; a quarter of the files breaks each, and a lane that does not find exactly these does not count.
 *
 * npm run bench:lint [-- --no-peer]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { eslintConfig, floor, ibguardConfig, specText } from './lint-lanes.ts'

const project = new URL('..', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'ibguard-bench-'))
const withPeer = !process.argv.includes('--no-peer')
const sizes = [1, 1_000, 10_000]

interface Lane {
  name: string
  command: string[]
  /** Number of findings in what it printed. */
  count(output: string): number
  cwd?: string
}

function writeCorpus(size: number): string {
  const corpus = join(folder, `specs-${size}`)
  mkdirSync(corpus)
  for (let at = 0; at < size; at++)
    writeFileSync(join(corpus, `spec-${String(at).padStart(5, '0')}.yaml`), specText(at))
  return corpus
}

async function lanes(corpus: string): Promise<Lane[]> {
  const own = join(project, 'dist/bin.js')
  const config = join(folder, 'ibguard.config.json')
  const ours = (output: string): number => JSON.parse(output).findings.length
  const peer: Lane = {
    name: 'ESLint + yml plugin',
    command: [join(folder, 'node_modules/eslint/bin/eslint.js'), '-f', 'json', `${corpus}/*.yaml`],
    count: (output) => JSON.parse(output).flatMap(({ messages }: { messages: unknown[] }) => messages).length,
    cwd: folder,
  }
  return [
    { name: 'node -e 0', command: ['-e', '0'], count: () => Number.NaN },
    { name: 'js-yaml + hand-written checks', command: [join(folder, 'floor.mjs'), corpus], count: ours },
    {
      name: 'ibguard lint --format json',
      command: [own, 'lint', '--config', config, '--format', 'json', corpus],
      count: ours,
    },
    ...(withPeer ? [peer] : []),
  ]
}

function once({ command, cwd = folder }: Lane): { ms: number; megabytes: number; output: string } {
  const started = performance.now()
  const { stdout, stderr } = spawnSync('/usr/bin/time', ['-f', '%M', process.execPath, ...command], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  const ms = performance.now() - started
  return { ms, megabytes: Number(stderr.trim().split('\n').at(-1)) / 1024, output: stdout }
}

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

try {
  writeFileSync(join(folder, 'ibguard.config.json'), JSON.stringify(ibguardConfig))
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
  console.log(
    '| files | lane | median ms | × node -e 0 | × floor | MB | findings |\n| --- | --- | --- | --- | --- | --- | --- |',
  )
  for (const size of sizes) {
    const all = await lanes(writeCorpus(size))
    const runs = new Map<Lane, ReturnType<typeof once>[]>(all.map((lane) => [lane, []]))
    // In turn, so that a busy moment hits every lane.
    for (let round = 0; round < (size === 10_000 ? 3 : 7); round++)
      for (const lane of all) runs.get(lane)?.push(once(lane))
    const [start = 1, base = 1] = [...runs.values()].map((results) => median(results.map(({ ms }) => ms)))
    for (const [lane, results] of runs) {
      const ms = median(results.map((result) => result.ms))
      const found = lane.count(results[0]?.output ?? '')
      const expected = [0, 1, 2].reduce((sum, rest) => sum + Math.ceil((size - rest) / 4), 0)
      const verdict = Number.isNaN(found)
        ? ''
        : found === expected
          ? String(found)
          : `${found}, expected ${expected}: does not count`
      const cells = [
        size,
        lane.name,
        ms.toFixed(0),
        (ms / start).toFixed(2),
        (ms / base).toFixed(2),
        median(results.map(({ megabytes }) => megabytes)).toFixed(0),
        verdict,
      ]
      console.log(`| ${cells.join(' | ')} |`)
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
