/** Composes the stages over ports: load → lint → plan → apply → report. The shells choose the adapters. */
import { type ApplyOptions, type ApplyPorts, applyChanges } from '../apply/apply-changes.ts'
import type { Config } from '../config/config.ts'
import { lintChanges } from '../lint/lint-changes.ts'
import { lintFleet } from '../lint/lint-fleet.ts'
import type { Finding, Fleet, Outcome, OutcomeError, Plan, PlannedChange, Report } from '../model.ts'
import { planChanges } from '../plan/plan-changes.ts'
import type { PlanOptions } from '../plan/read-targets.ts'
import { applyPolicy } from '../policy/apply-policy.ts'
import { changedSpecs } from '../policy/changed-specs.ts'
import { noPolicy, type RunPolicy } from '../policy/run-policy.ts'
import type { Suppressed } from '../policy/suppress.ts'
import type { Clock } from '../ports/clock.ts'
import type { ImageBuilders } from '../ports/image-builder.ts'
import type { Random } from '../ports/random.ts'
import { buildReport, type ReportParts } from '../report/build-report.ts'
import { isSuppressible } from '../rule/policy-rules.ts'
import { tool } from '../tool.ts'
import { internalError } from './run-lint.ts'

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
 * Judges what each change leads to, together with the specs as written when there are any. A finding of severity error
 * blocks its target.
 * @throws {GuardError} `Internal` when a rule threw: what it would have said of a change is unknown
 */
export function judgePlan(
  { summary, changes, shard }: Pick<Plan, 'summary' | 'changes' | 'shard'>,
  fleet: Fleet | undefined,
  config: Config,
  now: Date,
  policy: RunPolicy = noPolicy,
): Plan {
  const { findings, suppressed, notices } = judge(changes, fleet, config, now, policy)
  for (const notice of notices) policy.onNotice?.(notice)
  const plan = { kind: 'ibguard-plan', version: 1, tool, summary, findings, suppressed } as const
  return { ...plan, changes: block(changes, findings), ...(shard && { shard }) }
}

/**
 * Says what the state violates that a rollback restores. No rule blocks it, and the way back to that state is not judged.
 * @throws {GuardError} `Internal` when a rule threw
 */
export function judgeRollback(
  changes: readonly PlannedChange[],
  config: Config,
  now: Date,
  policy: RunPolicy = noPolicy,
): Plan {
  const restored = changes.map((change): PlannedChange => ({ ...change, action: 'no-op' }))
  const { findings: all, suppressed } = judge(restored, undefined, config, now, policy)
  // What is to be said of suppressions and baseline is about the specs of today, and so is what --fix mends.
  const findings = all.filter(({ ruleId }) => isSuppressible(ruleId)).map((finding) => ({ ...finding, fixable: false }))
  const summary = { files: new Set(changes.map(({ location }) => location.file)).size, specs: changes.length }
  return { kind: 'ibguard-plan', version: 1, tool, summary, findings, suppressed, changes: [...changes] }
}

function judge(
  changes: readonly PlannedChange[],
  fleet: Fleet | undefined,
  config: Config,
  now: Date,
  policy: RunPolicy,
): Suppressed {
  const offline = fleet ? lintFleet(fleet, config, { now }) : undefined
  const online = lintChanges(changes, fleet, config, { now })
  const internalErrors = [...(offline?.internalErrors ?? []), ...online.internalErrors]
  if (internalErrors.length > 0) throw internalError(internalErrors)
  const planned = changes.filter(({ after }) => after)
  const arns = new Set(planned.map(({ arn }) => arn))
  // What was left to plan it has judged by now.
  const isSettled = (finding: Finding): boolean =>
    offline?.details.get(finding)?.deferred !== undefined && arns.has(finding.arn ?? '')
  const asWritten = offline?.findings.filter((finding) => !isSettled(finding)) ?? []
  const judged = {
    findings: withoutRepeats(asWritten, online.findings),
    details: new Map([...(offline?.details ?? []), ...online.details]),
  }
  const judgedFleet = fleet ?? { root: config.root, files: [], specs: [], findings: [] }
  return applyPolicy(judged, {
    ...policy,
    // Of a plan alone nobody knows what else there is.
    whole: policy.whole && fleet !== undefined,
    fleet: judgedFleet,
    config,
    now,
    planned,
  })
}

/** Applies a plan, or finishes the run that the journal holds; blocked and missing targets end as skipped. */
export async function applyPlan(plan: Plan, ports: ApplyPorts, options: ApplyOptions): Promise<Report> {
  return buildReport({ ...partsOf(plan), outcomes: await applyChanges(plan.changes, ports, options) })
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

/** The same judgement of the spec and of the result counts once. */
function withoutRepeats(offline: readonly Finding[], online: readonly Finding[]): Finding[] {
  const keyOf = ({ ruleId, severity, arn, pointer, file }: Finding): string =>
    JSON.stringify([ruleId, severity, arn, pointer, file])
  const seen = new Set(offline.map(keyOf))
  return [...offline, ...online.filter((finding) => !seen.has(keyOf(finding)))]
}

function block(changes: readonly PlannedChange[], findings: readonly Finding[]): PlannedChange[] {
  const objections = Map.groupBy(
    findings.filter(({ severity, arn }) => severity === 'error' && arn),
    ({ arn }) => arn,
  )
  return changes.map((change) => {
    const errors = objections.get(change.arn)
    if (!errors || change.action === 'missing' || change.action === 'blocked') return change
    const rules = [...new Set(errors.map(({ ruleId }) => ruleId))].join(', ')
    return { ...change, action: 'blocked', code: 'RuleViolation', reason: `error of ${rules}` }
  })
}
