import { existsSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { type RuleSettings, rulesInForce } from '../../config/rules-in-force.ts'
import { toPosix } from '../../files/posix-path.ts'
import { GuardError } from '../../model/errors.ts'
import { openWorkspace, type Workspace } from '../../run/workspace.ts'
import type { Io } from '../io.ts'
import type { CommonOptions } from '../options.ts'

export interface RulesOptions extends CommonOptions {
  json?: boolean
  for?: string
}

/** Lists every rule with what is in force for it, everywhere or for one file, and where that came from. */
export async function rules(_paths: string[], options: RulesOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace(options, io)
  const settings = options.for === undefined ? workspace.config.rules : settingsFor(options.for, workspace)
  const rows = workspace.config.available
    .map((rule) => {
      const { severity = 'off', options: given = {}, origin = 'built in' } = settings[rule.id] ?? {}
      const inForce = { ...(rule.defaults as object | undefined), ...given }
      return { id: rule.id, severity, options: inForce, origin, fixable: rule.fixable === true, summary: rule.summary }
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  if (options.json) io.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else {
    const width = Math.max(...rows.map(({ id }) => id.length))
    for (const { id, severity, origin, summary, options: inForce } of rows) {
      const details = Object.keys(inForce).length > 0 ? `${JSON.stringify(inForce)}  ` : ''
      const last = options.for === undefined ? summary : `${details}${origin}`
      io.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${last}\n`)
    }
  }
  return 0
}

function settingsFor(file: string, { cwd, root, config }: Workspace): RuleSettings {
  const path = resolve(cwd, file)
  if (!existsSync(path)) throw new GuardError('NotFound', `${file} does not exist.`)
  return rulesInForce(config, root)(toPosix(relative(root, path)))
}
