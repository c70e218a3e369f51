import { describeError } from '../../describe-error.ts'
import { openPolicy } from '../../open-policy.ts'
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
  const policy = openPolicy(paths, options, workspace)
  const { report, internal, notices } = lintSpecs(fleet, workspace.config, new Date(), policy)
  for (const notice of notices) io.stderr.write(`ibguard: ${notice}\n`)
  await writeReport(report, output, io)
  if (internal) {
    io.stderr.write(`${describeError(internal)}\n`)
    return exit.cannot
  }
  return findingsFail(report, options.failOn) ? exit.findings : exit.clean
}
