import { toGuardError } from '../model/errors.ts'
import { describeError } from '../report/formats/describe-error.ts'
import type { RunResult } from '../run/result.ts'
import { exitOf } from './exit.ts'
import type { Io } from './io.ts'
import { type OutputOptions, writeReport } from './output.ts'

/** Writes the report of a run, unless it was declined and the question has shown it; says on stderr what kept it from its job, and returns the exit code. */
export async function finish(
  { report, verdict, judgements, isDeclined }: RunResult,
  output: OutputOptions,
  io: Io,
): Promise<number> {
  if (isDeclined) {
    io.stderr.write('ibguard: nothing was sent.\n')
    return exitOf(verdict)
  }
  await writeReport(report, { ...output, judgements }, io)
  if (report.error) io.stderr.write(`${describeError(toGuardError(report.error))}\n`)
  return exitOf(verdict)
}
