import { openWorkspace } from '../../workspace.ts'
import type { Io } from '../io.ts'
import type { CommonOptions } from '../options.ts'

export interface RulesOptions extends CommonOptions {
  json?: boolean
}

/** Lists every rule with what is in force for it. */
export async function rules(_paths: string[], options: RulesOptions, io: Io): Promise<number> {
  const { config } = await openWorkspace(options, io)
  const rows = config.available
    .map(({ id, summary, fixable }) => ({
      id,
      severity: config.rules[id]?.severity ?? 'off',
      fixable: fixable === true,
      summary,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  if (options.json) io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else {
    const width = Math.max(...rows.map(({ id }) => id.length))
    for (const { id, severity, summary } of rows)
      io.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${summary}\n`)
  }
  return 0
}
