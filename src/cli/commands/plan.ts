import { resolve } from 'node:path'
import type { Report } from '../../model/report.ts'
import { writePlanFile } from '../../plan/plan-file.ts'
import { shardMatrix } from '../../plan/shards.ts'
import { openPolicy } from '../../run/open-policy.ts'
import { plan as runPlan } from '../../run/plan.ts'
import { openFleet, openWorkspace } from '../../run/workspace.ts'
import { noticeLine } from '../../text/visible.ts'
import { exit, exitOf } from '../exit.ts'
import { finish } from '../finish.ts'
import { createHost } from '../host.ts'
import type { Io } from '../io.ts'
import type { PlanCommandOptions } from '../options.ts'
import { type OutputOptions, outputOptions, writeReport } from '../output.ts'
import { openPorts } from '../ports.ts'
import { printVerbose } from '../verbose.ts'

/** Reads live state and shows what would change; writes nothing on AWS. */
export async function plan(paths: string[], options: PlanCommandOptions, io: Io): Promise<number> {
  const { out, shards, failOn } = options
  sayIdle(options, io)
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io)
  const fleet = await openFleet(paths, workspace, { ...io, specsOnly: true })
  const policy = await openPolicy(paths, options, workspace, { fleet, signal: io.signal })
  printVerbose(options, workspace, policy, fleet, io)
  await using ports = openPorts(workspace, options, io)
  using host = createHost(io, output, options)
  const request = {
    fleet,
    policy,
    select: options,
    settings: options,
    deep: options.deep,
    failOn,
    detailed: options.detailedExitcode === true,
  }
  const result = await runPlan(request, workspace, ports, host)
  // Half a plan is none.
  if (!result.plan) return exit.fail
  if (out !== undefined) writePlanFile(resolve(workspace.cwd, out), result.plan, workspace.root)
  if (shards === undefined) return finish(result, output, io)
  await writeWithMatrix(result.report, shards, output, options, io)
  return exitOf(result.verdict)
}

/** What is given to plan and apply alike, and only apply uses. */
function sayIdle(options: PlanCommandOptions & { dryRun?: boolean }, io: Io): void {
  if (options.dryRun) return
  const names = { rate: '--rate', maxFailures: '--max-failures', waves: '--waves', deadline: '--deadline' } as const
  const idle = Object.entries(names).filter(([key]) => options[key as keyof typeof names] !== undefined)
  if (idle.length === 0) return
  const [have, list] = [idle.length === 1 ? 'has' : 'have', idle.map(([, name]) => name).join(', ')]
  io.stderr.write(noticeLine(`plan sends nothing, so ${list} ${have} no effect.`))
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
