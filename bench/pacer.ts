import { parseArgs } from 'node:util'
import {
  idealSeconds,
  type PacerCase,
  pacerCases,
  promisedCases,
  simulatePacer,
} from '../test/support/simulate-pacer.ts'

/**
 * The pacer on a virtual clock over rates, bursts, latencies and rivals, worst of all seeds a line:
 * `npm run bench:pacer -- --seeds 20 --counts 10,1000,10000`. Exit code 1 when a bound is broken. `--gated` leaves out
 * what is held to no pace.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    counts: { type: 'string', default: '10,1000,10000' },
    gated: { type: 'boolean', default: false },
  },
})
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1)
let broken = 0

console.log('    rate burst latency  count rival |  T/T* throttled/update rival-denied longest-wait-s closest-cuts-ms')
for (const scenario of promisedCases(0)) await measure(scenario)
for (const count of values.counts.split(',').map(Number)) {
  for (const scenario of pacerCases({ counts: [count], seeds: [0] })) {
    if (scenario.bounds || !values.gated) await measure(scenario)
  }
}
console.log(broken === 0 ? 'every bound held' : `${broken} bounds broken`)
process.exitCode = broken === 0 ? 0 : 1

async function measure(scenario: PacerCase): Promise<void> {
  const { count, rival = 0, perSecond, bounds = {} } = scenario
  const runs = []
  for (const seed of seeds) runs.push(await simulatePacer({ ...scenario, seed }))
  const ratio = Math.max(...runs.map(({ seconds }) => seconds)) / Math.max(idealSeconds(scenario), 0.001)
  const throttled = Math.max(...runs.map((run) => run.throttled)) / count
  const denied = Math.max(...runs.map(({ rivalCalls, rivalDenied }) => rivalDenied / Math.max(rivalCalls, 1)))
  const wait = Math.max(...runs.map(({ longestWait }) => longestWait))
  const cuts = Math.min(...runs.map(({ closestCuts }) => closestCuts))
  const isOver = (measured: number, bound = Number.POSITIVE_INFINITY) => measured > bound
  const isPaced = !(isOver(ratio, bounds.ratio) || isOver(throttled, bounds.throttled) || isOver(denied, bounds.denied))
  const isBroken = cuts < 1_000 || wait >= 600 || !isPaced
  if (isBroken) broken++
  const mark = isBroken ? '!!' : scenario.bounds ? 'ok' : '  '
  const cells = [perSecond, scenario.burst, scenario.latencyMs, count, rival / perSecond]
  const results = [ratio.toFixed(3), throttled.toFixed(3), denied.toFixed(3), wait.toFixed(1), cuts.toFixed(0)]
  console.log(`${mark} ${cells.map((cell) => String(cell).padStart(6)).join('')} | ${results.join(' ')}`)
}
