import { mergeReports } from '../../report/merge-reports.ts'
import { readReports } from '../../run/read-reports.ts'
import { changesFail, findingsFail } from '../../run/verdict.ts'
import { openPlace } from '../../run/workspace.ts'
import { exit } from '../exit.ts'
import type { Io } from '../io.ts'
import type { ReportOptions } from '../options.ts'
import { outputOptions, writeReport } from '../output.ts'

/** Makes one report of the reports of shards; ends as the run would have that they are parts of. */
export async function reportMerge(paths: string[], options: ReportOptions, io: Io): Promise<number> {
  const { cwd, root } = openPlace(options, io)
  const output = outputOptions(options, root, io)
  const { report, error } = mergeReports(readReports(paths, cwd))
  if (error) throw error
  await writeReport(report, output, io)
  return changesFail(report) || findingsFail(report, options.failOn) ? exit.findings : exit.clean
}
