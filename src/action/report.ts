import { GuardError } from '../model/errors.ts'
import { mergeReportFiles } from '../run/merge-reports.ts'
import type { ActionPorts } from './action-ports.ts'
import { type Inputs, lines } from './inputs.ts'
import { inputPath, placesOf } from './places.ts'
import type { Result } from './result.ts'

/** Reads the reports that other runs left, of shards or of a fork's run, as one; they may be of anybody. */
export function report(inputs: Inputs, { env }: ActionPorts): Result {
  const paths = lines(inputs.reportFile ?? '')
  if (paths.length === 0) {
    throw new GuardError('Usage', 'Mode report needs report-file, the reports to read.', {
      hint: 'Name files or globs, one a line, such as reports/**/*.json.',
    })
  }
  for (const path of paths) inputPath(path, inputs, env)
  const { report: merged, verdict, error } = mergeReportFiles(paths, placesOf(inputs, env).cwd, inputs.failOn)
  return { report: merged, hasFailed: verdict !== 'clean', notices: [], isOfOthers: true, error }
}
