/** What `run` is for every command line, for one of lint that is plain: without all that the others need. */
import { lint } from './commands/lint.ts'
import { guarded } from './guarded.ts'
import type { Io } from './io.ts'
import { plainLint } from './plain-lint.ts'

export { runInProcess } from './process-io.ts'

/** Undefined for a command line that is not plain. */
export function lintRunner(argv: readonly string[]): ((io: Io) => Promise<number>) | undefined {
  const plain = plainLint(argv)
  return plain && ((io) => guarded(argv, io, () => lint(plain.paths, plain.options, io)))
}
