import { audit as runAudit } from '../run/audit.ts'
import type { ActionPorts } from './action-ports.ts'
import { awsPorts, createHost } from './host.ts'
import type { Inputs } from './inputs.ts'
import type { Job } from './open-job.ts'
import { cancelled } from './plan.ts'
import { type Result, resultOf } from './result.ts'

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
