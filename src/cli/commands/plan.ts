import { resolve } from 'node:path'
import type { Fleet } from '../../lint/spec.ts'
import type { Plan } from '../../model/plan.ts'
import type { Report } from '../../model/report.ts'
import { systemClock, systemRandom } from '../../model/system.ts'
import { writePlanFile } from '../../plan/plan-file.ts'
import { shardMatrix } from '../../plan/shards.ts'
import { planLine, planSummary } from '../../report/formats/progress-lines.ts'
import { openPolicy } from '../../run/open-policy.ts'
import { planFleet, reportOf } from '../../run/run-plan.ts'
import { changesFail, findingsFail } from '../../run/verdict.ts'
import { openFleet, openWorkspace, type Workspace } from '../../run/workspace.ts'
import type { RunPolicy } from '../../suppress/run-policy.ts'
import { type Clients, openClients } from '../clients.ts'
import { exit } from '../exit.ts'
import type { Io } from '../io.ts'
import type { PlanCommandOptions, TargetOptions } from '../options.ts'
import { type OutputOptions, outputOptions, writeReport } from '../output.ts'
import { withProgress } from '../progress.ts'
import { sayMore } from '../say-more.ts'
import { narrow } from '../targets.ts'

/** Reads live state and shows what would change; writes nothing on AWS. */
export async function plan(paths: string[], options: PlanCommandOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io)
  const all = await openFleet(paths, workspace, io)
  const fleet = narrow(all, options)
  const policy = openPolicy(paths, options, workspace, fleet === all)
  sayMore(options, workspace, policy, fleet, io)
  await using clients = await openClients(fleet.specs, workspace.config, options, io)
  const planned = await readPlan(fleet, workspace, clients, policy, options, io)
  if (options.out !== undefined) await writePlanFile(resolve(workspace.cwd, options.out), planned)
  const report = reportOf(planned)
  await (options.shards === undefined
    ? writeReport(report, output, io)
    : writeWithMatrix(report, options.shards, output, options, io))
  return planExit(report, options)
}

export function planExit(report: Report, options: TargetOptions): number {
  if (changesFail(report) || findingsFail(report, options.failOn)) return exit.findings
  return options.detailedExitcode && report.summary.changes > 0 ? exit.changes : exit.clean
}

/**
 * The matrix is the last line of standard output, and the only one unless a format was named for it: then the report is
 * for people and goes to stderr.
 */
async function writeWithMatrix(
  report: Report,
  count: number,
  output: OutputOptions,
  { format = [], out }: PlanCommandOptions,
  io: Io,
): Promise<void> {
  if (out === undefined) io.stderr.write('ibguard: without --out FILE there is no plan whose shards can be applied.\n')
  const isNamed = format.some((value) => !value.includes('='))
  await writeReport(report, output, isNamed ? io : { ...io, stdout: io.stderr })
  io.stdout.write(`${JSON.stringify(shardMatrix(report.changes, count))}\n`)
}

/** Plans with a line of progress on stderr. */
export async function readPlan(
  fleet: Fleet,
  { config }: Workspace,
  { imageBuilders }: Clients,
  policy: RunPolicy,
  options: TargetOptions,
  io: Io,
): Promise<Plan> {
  const plan = await withProgress(io, (show) =>
    planFleet(
      fleet,
      config,
      { imageBuilders, clock: systemClock, random: systemRandom },
      {
        concurrency: options.concurrency ?? config.apply.concurrency,
        signal: io.signal,
        onProgress: (now) => show(planLine(now)),
        onNotice: (message) => io.stderr.write(`ibguard: ${message}\n`),
      },
      policy,
    ),
  )
  io.stderr.write(`${planSummary(reportOf(plan))}\n`)
  return plan
}
