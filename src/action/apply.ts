import { askedByPlan, askedBySpecs } from '../journal/scope.ts'
import { GuardError, toGuardError } from '../model/errors.ts'
import type { Plan } from '../model/plan.ts'
import { readPlanFile } from '../plan/plan-file.ts'
import { takeShard } from '../plan/shards.ts'
import { applyLine } from '../report/formats/progress-lines.ts'
import { heldChanges } from '../run/held-changes.ts'
import { judgePlan } from '../run/judge-plan.ts'
import { resumedPlan } from '../run/resumed-plan.ts'
import { lintSpecs, stopsApply } from '../run/run-lint.ts'
import { applyPlan, stoppedRun } from '../run/run-plan.ts'
import { changesFail, findingsFail } from '../run/verdict.ts'
import { changedSpecs } from '../suppress/changed-specs.ts'
import type { ActionPorts } from './action-ports.ts'
import { awsPorts, createProgress } from './aws.ts'
import { fixesOf } from './fixes.ts'
import type { Inputs } from './inputs.ts'
import { openRunJournal } from './journal.ts'
import type { Job } from './open-job.ts'
import { inputPath } from './places.ts'
import { interrupted, placesIn, readPlan } from './plan.ts'
import type { Result } from './result.ts'

/** A runner gives a cancelled step 7.5 s; the rest is for the reports. */
const drainMs = 4_000

/** Lints, plans or takes the plan of an input, applies and verifies; an unfinished journal is gone on with. */
export async function apply(job: Job, inputs: Inputs, ports: ActionPorts): Promise<Result> {
  const { workspace, fleet, policy, notices } = job
  const { env, signal, toolkit } = ports
  const { config } = workspace
  const offline = lintSpecs(fleet, config, new Date(), policy)
  if (offline.internal) throw offline.internal
  notices.push(...offline.notices)
  const fixOf = fixesOf(() => offline.judged.details)
  if (stopsApply(offline.report.findings)) {
    notices.push('Nothing was sent: syntax, schema and unique-target errors stop an apply.')
    const { findings, suppressed } = offline.report
    const parts = { files: fleet.files.length, specs: fleet.specs.length, findings, suppressed }
    const report = stoppedRun(changedSpecs(fleet.specs, policy.base), parts)
    return { report, hasFailed: true, notices, fixOf }
  }
  if (inputs.shard && inputs.planFile === undefined) throw noPlanToShard()
  const given = inputs.planFile === undefined ? undefined : await heldPlan(inputs.planFile, job, inputs, env)
  const asked = given ? askedByPlan(given.changes) : askedBySpecs(fleet.specs)
  await using journal = await openRunJournal(inputs, env, notices)
  const outputs = { 'journal-file': journal.output }
  const { path, earlier } = journal
  const now = new Date()
  const part = given ?? { summary: { files: fleet.files.length, specs: fleet.specs.length } }
  const planned = earlier
    ? resumedPlan({ path, earlier }, part, asked, { fleet, config, now, policy })
    : (given ?? (await readPlan(job, inputs, ports)))
  if (!planned) return { ...interrupted(job), outputs }
  const progress = createProgress(toolkit.info)
  const report = await applyPlan(
    planned,
    { ...awsPorts(inputs, config, env), journal },
    {
      concurrency: inputs.concurrency ?? config.apply.concurrency,
      rate: inputs.rate ?? config.apply.rate,
      maxFailures: inputs.maxFailures ?? config.apply.maxFailures,
      waves: inputs.waves ?? config.apply.waves,
      ...(config.targets.allow && { allow: config.targets.allow }),
      asked,
      verify: true,
      signal,
      drainMs,
      onProgress: (now) => progress(applyLine('apply', now)),
    },
  )
  const hasFailed = changesFail(report) || findingsFail(report, inputs.failOn)
  const error = report.error && toGuardError(report.error)
  return { report, hasFailed, notices, fixOf, places: placesIn(planned), outputs, ...(error && { error }) }
}

/**
 * The plan of a file, held against the specs as they are checked out: what it was made of, or made into, elsewhere
 * changes nothing that they do not ask for.
 */
async function heldPlan(
  file: string,
  { workspace, fleet, policy }: Job,
  inputs: Inputs,
  env: ActionPorts['env'],
): Promise<Plan> {
  const { summary, changes } = await readPlanFile(inputPath(file, inputs, env))
  const { shard } = inputs
  const held = heldChanges(changes, fleet, policy)
  const own = shard ? takeShard(held, changes, shard) : held
  const part = shard ? { shard, summary: { ...summary, specs: own.length } } : { summary }
  return judgePlan({ ...part, changes: own }, fleet, workspace.config, new Date(), policy)
}

/** Planned by each job for itself the parts would not fit together. */
function noPlanToShard(): GuardError {
  return new GuardError('Usage', 'shard applies a part of a plan, and plan-file names none.', {
    hint: 'Write it in a job before with mode plan and plan-file, and hand it to every shard.',
  })
}
