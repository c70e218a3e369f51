import { formatPlan } from '../plan/plan-file.ts'
import { plan as runPlan } from '../run/plan.ts'
import type { ActionPorts } from './action-ports.ts'
import { awsPorts, createHost } from './host.ts'
import type { Inputs } from './inputs.ts'
import type { Job } from './open-job.ts'
import { inputPath, outputPath, placesOf } from './places.ts'
import { type Result, resultOf } from './result.ts'
import { writeFileWithin } from './write-file.ts'

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

export const cancelled = 'The run was cancelled before anything was sent.'
