// What asks the accounts: plan, apply and audit.
import { formatPlan, readPlanFile } from '../plan/plan-file.ts'
import { apply as runApply } from '../run/apply.ts'
import { audit as runAudit } from '../run/audit.ts'
import { plan as runPlan } from '../run/plan.ts'
import type { ActionPorts } from './action-ports.ts'
import { awsPorts, createHost } from './host.ts'
import type { Inputs } from './inputs.ts'
import { openRunJournal } from './journal.ts'
import type { Job } from './open-job.ts'
import { inputPath, outputPath, placesOf, writeFileWithin } from './places.ts'
import { type Result, resultOf } from './result.ts'

const cancelled = 'The run was cancelled before anything was sent.'

/** A runner gives a cancelled step 7.5 s; the rest is for the reports. */
const drainMs = 4_000

/** Reads live state, shows what would change, and writes the plan where an input says. */
export async function plan(job: Job, inputs: Inputs, ports: ActionPorts): Promise<Result> {
  const { fleet, policy, workspace, notices } = job
  const { env } = ports
  const request = { fleet, policy, settings: inputs, failOn: inputs.failOn }
  const made = await runPlan(request, workspace, awsPorts(inputs, workspace.config, env), createHost(ports, notices))
  const result = resultOf(made, notices)
  if (!made.plan) return { ...result, notices: [...notices, cancelled] }
  if (inputs.planFile === undefined) return result
  const path = inputPath(inputs.planFile, inputs, env)
  // It holds whole configurations.
  writeFileWithin(placesOf(inputs, env).workspace, path, formatPlan(made.plan), { as: 'a plan', isPrivate: true })
  return { ...result, outputs: { 'plan-file': outputPath(inputs.planFile, inputs, env) } }
}

/** Lints, plans or takes the plan of an input, applies and verifies; an unfinished journal is resumed. */
export async function apply(job: Job, inputs: Inputs, ports: ActionPorts): Promise<Result> {
  const { workspace, fleet, policy, notices } = job
  const { env } = ports
  const { planFile, shard, failOn } = inputs
  const plan = planFile === undefined ? undefined : await readPlanFile(inputPath(planFile, inputs, env))
  const outputs: Record<string, string> = {}
  const made = await runApply(
    {
      of: plan ? { plan, against: fleet } : { fleet },
      policy,
      shard,
      journal: {
        async open(hold) {
          const journal = await openRunJournal(inputs, env, hold, notices)
          outputs['journal-file'] = journal.output
          return journal
        },
        resumes: inputs.journalFile !== undefined,
      },
      settings: { ...inputs, drainMs },
      failOn,
    },
    workspace,
    awsPorts(inputs, workspace.config, env),
    createHost(ports, notices),
  )
  return { ...resultOf(made, made.isInterrupted ? [...notices, cancelled] : notices), outputs }
}

/** Judges what is live; writes nothing on AWS. */
export async function audit(job: Job, inputs: Inputs, ports: ActionPorts): Promise<Result> {
  const { fleet, policy, workspace, notices } = job
  const { accounts, skipAccounts, regions, failOn } = inputs
  const made = await runAudit(
    { where: { accounts, skipAccounts, regions }, specs: fleet, policy, settings: inputs, failOn },
    workspace,
    awsPorts(inputs, workspace.config, ports.env),
    createHost(ports, notices),
  )
  return resultOf(made, made.isInterrupted ? [...notices, cancelled] : notices)
}
