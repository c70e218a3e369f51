import type { Location } from '../model/finding.ts'
import type { Plan } from '../model/plan.ts'
import { formatPlan } from '../plan/plan-file.ts'
import { planLine } from '../report/formats/progress-lines.ts'
import { lintSpecs } from '../run/run-lint.ts'
import { interruptedRun, planFleet, reportOf } from '../run/run-plan.ts'
import { changesFail, findingsFail } from '../run/verdict.ts'
import type { ActionPorts } from './action-ports.ts'
import { awsPorts, createProgress } from './aws.ts'
import { fixesOf } from './fixes.ts'
import type { Inputs } from './inputs.ts'
import type { Job } from './open-job.ts'
import { inputPath, outputPath, placesOf } from './places.ts'
import type { Result } from './result.ts'
import { writeFileWithin } from './write-file.ts'

/** Reads live state, shows what would change, and writes the plan where an input says. */
export async function plan(job: Job, inputs: Inputs, ports: ActionPorts): Promise<Result> {
  const { env } = ports
  const made = await readPlan(job, inputs, ports)
  if (!made) return interrupted(job)
  const outputs: Record<string, string> = {}
  if (inputs.planFile !== undefined) {
    const path = inputPath(inputs.planFile, inputs, env)
    // It holds whole configurations.
    await writeFileWithin(placesOf(inputs, env).workspace, path, formatPlan(made), 0o600)
    outputs['plan-file'] = outputPath(inputs.planFile, inputs, env)
  }
  const report = reportOf(made)
  return {
    report,
    hasFailed: changesFail(report) || findingsFail(report, inputs.failOn),
    notices: job.notices,
    fixOf: fixesOf(() => lintSpecs(job.fleet, job.workspace.config, new Date(), job.policy).judged.details),
    places: placesIn(made),
    outputs,
  }
}

/** Undefined when the run was cancelled meanwhile. */
export async function readPlan(job: Job, inputs: Inputs, ports: ActionPorts): Promise<Plan | undefined> {
  const { workspace, fleet, policy, notices } = job
  const { config } = workspace
  const { env, signal, toolkit } = ports
  const progress = createProgress(toolkit.info)
  try {
    const made = await planFleet(
      fleet,
      config,
      awsPorts(inputs, config, env),
      {
        concurrency: inputs.concurrency ?? config.apply.concurrency,
        signal,
        onProgress: (now) => progress(planLine(now)),
        onNotice: (notice) => notices.push(notice),
      },
      policy,
    )
    return signal.aborted ? undefined : made
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}

/** What is to be said of a run that was cancelled before anything was sent. */
export function interrupted({ fleet, notices }: Job): Result {
  const summary = { files: fleet.files.length, specs: fleet.specs.length }
  const report = interruptedRun(
    fleet.specs.filter(({ arn }) => arn !== ''),
    summary,
  )
  return { report, hasFailed: true, notices: [...notices, 'The run was cancelled before anything was sent.'] }
}

export function placesIn({ changes }: Pick<Plan, 'changes'>): Map<string, Location> {
  return new Map(changes.map(({ arn, location }) => [arn, location]))
}
