import { mergeReportFiles } from '../../run/merge-reports.ts'
import { openPlace } from '../../run/workspace.ts'
import { finish } from '../finish.ts'
import type { Io } from '../io.ts'
import type { ReportOptions } from '../options.ts'
import { outputOptions } from '../output.ts'

/** Makes one report of the reports of shards; ends as the run would have that they are parts of. */
export async function reportMerge(paths: string[], options: ReportOptions, io: Io): Promise<number> {
  const { cwd, root } = openPlace(options, io)
  const output = outputOptions(options, root, io, { isTold: true })
  const result = mergeReportFiles(paths, cwd, options.failOn)
  if (result.error) throw result.error
  return finish(result, output, io)
}
