import { fixFiles } from '../../fix/fix-files.ts'
import type { Fleet } from '../../lint/spec.ts'
import { GuardError } from '../../model/errors.ts'
import { describeError } from '../../report/formats/describe-error.ts'
import { openPolicy, writeBaseline } from '../../run/open-policy.ts'
import { type LintRun, lintSpecs } from '../../run/run-lint.ts'
import { findingsFail } from '../../run/verdict.ts'
import { openFleet, openWorkspace, type Workspace } from '../../run/workspace.ts'
import { updatedEntries } from '../../suppress/apply-policy.ts'
import type { BaselineEntry } from '../../suppress/baseline.ts'
import type { RunPolicy } from '../../suppress/run-policy.ts'
import { noticeLine } from '../../text/visible.ts'
import { exit } from '../exit.ts'
import type { Io } from '../io.ts'
import type { ReportOptions } from '../options.ts'
import { outputOptions, writeReport } from '../output.ts'
import { sayMore } from '../say-more.ts'
import { statsTable } from '../stats.ts'

export interface LintOptions extends ReportOptions {
  fix?: boolean
  stats?: boolean
  updateBaseline?: boolean
  pruneBaseline?: boolean
}

/** Judges specs offline; on demand fixes them first, or writes down what is known. */
export async function lint(paths: string[], options: LintOptions, io: Io): Promise<number> {
  requireOwnBaseline(options)
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io)
  const policy = openPolicy(paths, options, workspace)
  const now = new Date()
  const { signal, stderr } = io
  let fleet = await openFleet(paths, workspace, { signal, stderr, onFound: spareMemory })
  sayMore(options, workspace, policy, fleet, io)
  const times = options.stats ? { now: () => performance.now(), spent: new Map<string, number>() } : undefined
  let run = lintSpecs(fleet, workspace.config, now, policy, times)
  // One fix can make room for another; each pass leaves less to do.
  for (let pass = 0; options.fix && pass < maxPasses; pass++) {
    if (fixFiles(run.report.findings, run.judged.details, fleet) === 0) break
    fleet = await openFleet(paths, workspace, { signal })
    run = lintSpecs(fleet, workspace.config, now, policy, times)
  }
  // What a rule would have found is unknown, so its entries stay.
  const entries = run.internal ? undefined : newBaseline(run, fleet, now, policy, options, workspace)
  if (entries) {
    const baseline = writeBaseline(entries, options, workspace)
    run = lintSpecs(fleet, workspace.config, now, { ...policy, baseline })
  }
  for (const notice of run.notices) stderr.write(noticeLine(notice))
  await writeReport(run.report, output, io)
  if (times) stderr.write(statsTable(times.spent, run.report.findings))
  if (run.internal) {
    stderr.write(`${describeError(run.internal)}\n`)
    return exit.cannot
  }
  return findingsFail(run.report, options.failOn) ? exit.findings : exit.clean
}

const maxPasses = 10

/** Specs stay until the end of the run, so room for what dies young need not grow: 10,000 files take 40 % less memory. */
function spareMemory(files: number): void {
  // Loaded only then: for one file it is a tenth of the run.
  if (files > 1_000) process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1')
}

/** What the baseline is to hold, when it is to be written. */
function newBaseline(
  { judged, stale }: LintRun,
  fleet: Fleet,
  now: Date,
  policy: RunPolicy,
  options: LintOptions,
  { config }: Workspace,
): BaselineEntry[] | undefined {
  if (options.updateBaseline) return updatedEntries(judged, { ...policy, fleet, config, now })
  if (!options.pruneBaseline || !policy.baseline) return undefined
  const gone = new Set(stale)
  return policy.baseline.entries.filter((entry) => !gone.has(entry))
}

function requireOwnBaseline({ configFrom, updateBaseline, pruneBaseline }: LintOptions): void {
  if (configFrom === undefined || !(updateBaseline || pruneBaseline)) return
  throw new GuardError('Usage', 'The baseline of another revision (--config-from) cannot be written.', {
    hint: 'Leave --config-from out.',
  })
}
