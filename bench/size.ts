/**
 * What lint, plan and apply cost against the size of the fleet: processor time and peak memory of the command alone, its
 * service in another process without limits. Writes the table and the pictures of docs/performance.md.
 *
 * npm run bench:size [-- --sizes 100,1000]
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { arnOf } from '../test/support/changes.ts'
import { scratchFolder } from '../test/support/scratch-folder.ts'
import { type Cost, costOf } from './command-cost.ts'
import { specText } from './lint-lanes.ts'
import { writeTable } from './page-table.ts'
import { startServer } from './service.ts'
import { drawSizes } from './size-picture.ts'

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '100,1000,10000,100000' } } })
const sizes = values.sizes.split(',').map(Number)
/** Beyond, an apply takes a quarter of an hour. */
const mostSent = 10_000
const verbs = ['lint', 'plan', 'apply'] as const
export type Verb = (typeof verbs)[number]
export interface Measured extends Cost {
  verb: Verb
  size: number
}

const docs = new URL('../docs/', import.meta.url).pathname
const folder = scratchFolder('bench')
const measured: Measured[] = []
for (const size of sizes) {
  const fleet = writeFleet(size)
  for (const verb of verbs.slice(0, size > mostSent ? 1 : verbs.length)) {
    const costs: Cost[] = []
    for (let round = 0; round < (size > 1_000 ? 1 : 3); round++) costs.push(await cost(verb, fleet, size))
    const { seconds, megabytes } = costs.sort((a, b) => a.seconds - b.seconds)[costs.length >> 1] as Cost
    measured.push({ verb, size, seconds, megabytes })
    console.log(`${verb} ${size}: ${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`)
  }
  rmSync(fleet, { recursive: true })
}
writeFileSync(join(docs, 'pictures/performance.svg'), drawSizes(measured))
writeTable('sizes', table(measured))

/** One spec a file, all clean; an update for each. */
function writeFleet(size: number): string {
  const fleet = join(folder, `fleet-${size}`)
  mkdirSync(fleet)
  for (let at = 0; at < size; at++) {
    const text = specText(3).replace(
      /^infrastructureConfigurationArn: .*$/m,
      `infrastructureConfigurationArn: ${arnOf(`web-${at}`)}`,
    )
    writeFileSync(join(fleet, `spec-${String(at).padStart(6, '0')}.yaml`), text)
  }
  return fleet
}

async function cost(verb: Verb, fleet: string, size: number): Promise<Cost> {
  if (verb === 'lint') return costOf(['lint', '.', '--format', 'json=../report.json'], fleet, 0)
  const server = await startServer({ arns: Array.from({ length: size }, (_, at) => arnOf(`web-${at}`)) })
  const args = ['.', '--endpoint-url', server.url, '--format', 'json=../report.json']
  const journal = join(folder, 'run.jsonl')
  try {
    return costOf(verb === 'plan' ? ['plan', ...args] : ['apply', '--yes', '--journal', journal, ...args], fleet, 0)
  } finally {
    await server.stop()
    rmSync(journal, { force: true })
  }
}

function table(measured: readonly Measured[]): string {
  const cell = (verb: Verb, size: number, show: (cost: Cost) => string): string => {
    const found = measured.find((each) => each.verb === verb && each.size === size)
    return found ? show(found) : 'not run'
  }
  const lines = sizes.map((size) => {
    const cells = verbs.flatMap((verb) => [
      cell(verb, size, ({ seconds }) => (seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(0))),
      cell(verb, size, ({ megabytes }) => megabytes.toFixed(0)),
    ])
    return `| ${size.toLocaleString('en')} | ${cells.join(' | ')} |`
  })
  return [
    '| specs | lint: s | MB | plan: s | MB | apply: s | MB |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n')
}
