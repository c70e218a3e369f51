import { guarded } from './guarded.ts'
import type { Io } from './io.ts'
import { createProgram } from './program.ts'

export { runInProcess } from './process-io.ts'

/** Runs one command line; prints to `io` and returns the exit code. Never throws. */
export function run(argv: readonly string[], io: Io): Promise<number> {
  return guarded(argv, io, () => createProgram(io).run(argv))
}
