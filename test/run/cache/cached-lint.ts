import { lstatSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CliResult, ibguard } from '../../support/cli.ts'

/** A minute from now: whatever a test has written was written long ago. */
export const later = (): number => Date.now() + 60_000

/** Runs lint with a cache, as the command of one build does. */
export function cachedLint(argv: readonly string[], cwd: string, now: () => number = later): Promise<CliResult> {
  return ibguard(['lint', '--cache', ...argv], { cwd, now, build: 'of this test' })
}

/** How many files such a run knew, and of how many. */
export async function known(argv: readonly string[], cwd: string, now?: () => number): Promise<string> {
  const { stderr } = await cachedLint(['--verbose', ...argv], cwd, now)
  return /^ibguard: cache: .*, (\d+ of \d+) files are as they were$/m.exec(stderr)?.[1] ?? stderr
}

/** Returns once the file system's time has moved on, so that what is written next differs from what stands in its time. */
export function nextTick(folder: string): void {
  const probe = join(folder, '.probe')
  const write = (): number => {
    writeFileSync(probe, '')
    return lstatSync(probe).ctimeMs
  }
  const before = write()
  while (write() === before);
}
