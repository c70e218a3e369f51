/** Keeps the unit lane quick: a test there that starts a process fails, and says where it belongs. */
import childProcess from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'

const names = ['exec', 'execSync', 'execFile', 'execFileSync', 'fork', 'spawn', 'spawnSync'] as const

function refuse(): never {
  throw new Error('A unit test starts a process. Name its file *.system.test.ts, see vitest.config.ts.')
}

for (const name of names) Object.assign(childProcess, { [name]: refuse })
syncBuiltinESMExports()
