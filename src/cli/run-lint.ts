/** What `run` is for every command line, for one of lint that is plain: without all that the others need. */
import { lint } from './commands/lint.ts'
import { guarded } from './guarded.ts'
import type { Io } from './io.ts'
import type { PlainLint } from './plain-lint.ts'

export function runLint(argv: readonly string[], { paths, options }: PlainLint, io: Io): Promise<number> {
  return guarded(argv, io, () => lint(paths, options, io))
}
