/** The package, built once for the processes that tests start: from TypeScript sources they take three times as long. */
import { execFileSync } from 'node:child_process'
import { globSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** The command. */
export const bin: string = join(root, 'dist/bin.js')

/** Builds the package unless it is newer than what it is made of. */
export default function build(): void {
  const patterns = ['src/**/*.{ts,js}', 'rules/*.ts', 'schema/*.json', '.ci/*.ts', 'package.json']
  const newest = Math.max(...globSync(patterns, { cwd: root }).map(changedAt))
  // What the build writes last.
  if (changedAt('dist/LICENSES.txt') < newest) execFileSync(process.execPath, ['.ci/build-package.ts'], { cwd: root })
}

function changedAt(file: string): number {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}
