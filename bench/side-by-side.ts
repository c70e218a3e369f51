import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ibguardConfig } from './lint-lanes.ts'

/** One of the tools that a bench compares. */
export interface Lane {
  name: string
  command: string[]
  /** Number of findings in what it printed; absent where it has no such rules. */
  found?(output: string): number
}

const bin = new URL('../dist/bin.js', import.meta.url).pathname

/** This tool as a user runs it, with the three rules that each lane has; its config file goes into the folder. */
export function ownLane(folder: string, corpus: string): Lane {
  const config = join(folder, 'ibguard.config.json')
  writeFileSync(config, JSON.stringify(ibguardConfig))
  return {
    name: 'ibguard lint --format json',
    command: [process.execPath, bin, 'lint', '--config', config, '--format', 'json', corpus],
    found: (output) => JSON.parse(output).findings.length,
  }
}

/** What each lane's runs took, in the order of the lanes. They run in turn, so that a busy moment hits every lane. */
export async function inTurn<Run>(
  lanes: readonly Lane[],
  rounds: number,
  measure: (lane: Lane) => Run | Promise<Run>,
): Promise<Map<Lane, Run[]>> {
  const runs = new Map<Lane, Run[]>(lanes.map((lane) => [lane, []]))
  for (let round = 0; round < rounds; round++) for (const [lane, own] of runs) own.push(await measure(lane))
  return runs
}

/** Of an even number, the upper of the two in the middle; not a number when there is none. */
export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
