import { GuardError } from '../model/errors.ts'
import type { Task } from '../model/outcome.ts'
import type { Io } from './io.ts'
import type { ConsentOptions } from './options.ts'

/** @throws {GuardError} `Usage` when nobody can be asked and nobody has agreed */
export function requireConsent(task: Task, options: ConsentOptions, io: Io): void {
  if (options.yes || options.local || io.interactive) return
  throw new GuardError('Usage', `${task} asks before it changes anything, and stdin is not a terminal.`, {
    hint: `Give --yes to go on without being asked, or --dry-run to see what would change.`,
  })
}
