import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for a program of ours that runs by itself, gone when the process is, also after Ctrl-C. */
export function scratchFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `ibguard-${name}-`)))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const [signal, code] of signals) process.once(signal, () => process.exit(code))
  return folder
}

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const
