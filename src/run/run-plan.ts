/** Composes the stages over ports: load → lint → plan → apply → report. The shells choose the adapters. */
import { type ApplyOptions, type ApplyPorts, applyChanges } from '../apply/apply-changes.ts'
import type { ImageBuilders } from '../aws/image-builder.ts'
import type { Config } from '../config/config.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Clock } from '../model/clock.ts'
import { errorData } from '../model/errors.ts'
import type { Outcome, OutcomeError } from '../model/outcome.ts'
import type { Plan } from '../model/plan.ts'
import type { Random } from '../model/random.ts'
import type { Report } from '../model/report.ts'
import { planChanges } from '../plan/plan-changes.ts'
import type { PlanOptions } from '../plan/read-targets.ts'
import { buildReport, type ReportParts } from '../report/build-report.ts'
import { changedSpecs } from '../suppress/changed-specs.ts'
import { noPolicy, type RunPolicy } from '../suppress/run-policy.ts'
import { judgePlan } from './judge-plan.ts'

export interface Ports {
  imageBuilders: ImageBuilders
  clock: Clock
  random: Random
}

/**
 * Reads live state, works out each change and judges what it would lead to. Nothing is thrown for a target that is
 * missing or cannot be read.
 */
export async function planFleet(
  fleet: Fleet,
  config: Config,
  ports: Ports,
  options: Omit<PlanOptions, 'allow'>,
  policy: RunPolicy = noPolicy,
): Promise<Plan> {
  const targets = changedSpecs(fleet.specs, policy.base).filter(({ arn }) => arn !== '')
  const allow = config.targets.allow
  const changes = await planChanges(targets, ports, { ...options, ...(allow && { allow }) })
  const summary = { files: fleet.files.length, specs: fleet.specs.length }
  return judgePlan({ summary, changes }, fleet, config, new Date(ports.clock.now()), policy)
}

/**
 * Applies a plan, or finishes the run that the journal holds; blocked and missing targets end as skipped. The report has
 * an error when the journal could not be written to the end.
 */
export async function applyPlan(plan: Plan, ports: ApplyPorts, options: ApplyOptions): Promise<Report> {
  let lost: unknown
  const outcomes = await applyChanges(plan.changes, ports, {
    ...options,
    onJournalFailure(error) {
      lost ??= error
    },
  })
  return buildReport({ ...partsOf(plan), outcomes, ...(lost !== undefined && { error: errorData(lost) }) })
}

/** What a plan, or a finished run of it, has to report. */
export function reportOf(plan: Plan, outcomes: readonly Outcome[] = []): Report {
  return buildReport({ ...partsOf(plan), outcomes })
}

/** What a run has to report that was interrupted before anything of it was sent: each target is left as it was. */
export function interruptedRun(targets: readonly { arn: string }[], summary: Plan['summary']): Report {
  const error = { code: 'Interrupted', message: 'not started: the run was interrupted' }
  return buildReport({ ...summary, outcomes: notStarted(targets, error) })
}

/** What an apply has to report that something wrong with the fleet as a whole stops: each target is left as it was. */
export function stoppedRun(targets: readonly { arn: string }[], parts: ReportParts): Report {
  const message = 'not started: syntax, schema and unique-target errors stop an apply'
  return buildReport({ ...parts, outcomes: notStarted(targets, { code: 'NotStarted', message }) })
}

function notStarted(targets: readonly { arn: string }[], error: OutcomeError): Outcome[] {
  const arns = new Set(targets.map(({ arn }) => arn).filter((arn) => arn !== ''))
  return [...arns].map((arn) => ({ arn, status: 'skipped', attempts: 0, verified: false, error }))
}

function partsOf({ summary, findings, suppressed, changes, shard }: Plan): ReportParts {
  return { ...summary, findings, suppressed, changes, ...(shard && { shard }) }
}
