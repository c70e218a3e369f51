/**
 * Start of the command as a ratio to `node -e 0`, in turn, so that a busy moment hits every lane; medians. Ends with 1
 * when `ibguard --version` takes more than 1.4 times as long, or lint of one file more than 1.9 times.
 *
 * npm run build:package && npm run bench:start
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { scratchFolder } from '../test/support/scratch-folder.ts'
import { specText } from './lint-lanes.ts'

const bin = fileURLToPath(new URL('../dist/bin.js', import.meta.url))
const rounds = 41
const bounds = { 'ibguard --version': 1.4, 'ibguard lint': 1.9 }

const folder = scratchFolder('bench')
const spec = join(folder, 'spec.yaml')
writeFileSync(spec, specText(3))

const lanes = {
  'node -e 0': ['-e', '0'],
  'ibguard --version': [bin, '--version'],
  'ibguard --help': [bin, '--help'],
  'ibguard lint': [bin, 'lint', '--fail-on', 'never', spec],
}
const times = new Map<string, number[]>()
for (let round = 0; round < rounds; round++) {
  for (const [name, command] of Object.entries(lanes)) {
    const started = performance.now()
    const { status } = spawnSync(process.execPath, command)
    if (status !== 0) throw new Error(`${name} ended with ${status}. Run: npm run build:package`)
    times.set(name, [...(times.get(name) ?? []), performance.now() - started])
  }
}

const median = (name: string): number => times.get(name)?.toSorted((a, b) => a - b)[rounds >> 1] ?? Number.NaN
const ratio = (name: string): number => median(name) / median('node -e 0')
for (const name of times.keys()) console.log(`${name}: ${median(name).toFixed(0)} ms, × ${ratio(name).toFixed(2)}`)
for (const [name, bound] of Object.entries(bounds)) {
  if (ratio(name) <= bound) continue
  console.error(`${name} takes more than ${bound} times as long as node -e 0.`)
  process.exitCode = 1
}
