import { readPlanFile } from '../plan/plan-file.ts'
import { apply as runApply } from '../run/apply.ts'
import type { ActionPorts } from './action-ports.ts'
import { awsPorts, createHost } from './host.ts'
import type { Inputs } from './inputs.ts'
import { openRunJournal } from './journal.ts'
import type { Job } from './open-job.ts'
import { inputPath } from './places.ts'
import { cancelled } from './plan.ts'
import { type Result, resultOf } from './result.ts'

/** A runner gives a cancelled step 7.5 s; the rest is for the reports. */
const drainMs = 4_000

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
