import { describeError } from '../../describe-error.ts'
import { lintSpecs } from '../../run.ts'
import { findingsFail } from '../../verdict.ts'
import { openFleet, openWorkspace } from '../../workspace.ts'
import { exit } from '../exit.ts'
import type { Io } from '../io.ts'
import type { ReportOptions } from '../options.ts'
import { outputOptions, writeReport } from '../output.ts'

export type LintOptions = ReportOptions

/** Judges specs offline. */
export async function lint(paths: string[], options: LintOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io)
  const fleet = await openFleet(paths, workspace, io)
  const { report, internal } = lintSpecs(fleet, workspace.config, new Date())
  await writeReport(report, output, io)
  if (internal) {
    io.stderr.write(`${describeError(internal)}\n`)
    return exit.cannot
  }
  return findingsFail(report, options.failOn) ? exit.findings : exit.clean
}
