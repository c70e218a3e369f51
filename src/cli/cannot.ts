import { type ErrorData, toGuardError } from '../model/errors.ts'
import { describeError } from '../report/formats/describe-error.ts'
import { exit } from './exit.ts'
import type { Io } from './io.ts'

/** Says on stderr what kept a run from its job, whose report tells the rest. */
export function cannot(error: ErrorData, io: Io): number {
  io.stderr.write(`${describeError(toGuardError(error))}\n`)
  return exit.cannot
}
