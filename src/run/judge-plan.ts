/** What rules and policy say of a plan: of what each change leads to, and of the specs as written. */
import type { Config } from '../config/config.ts'
import { lintChanges } from '../lint/lint-changes.ts'
import { lintFleet } from '../lint/lint-fleet.ts'
import { isSuppressible } from '../lint/policy-rules.ts'
import type { Fleet } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Finding } from '../model/finding.ts'
import type { Plan } from '../model/plan.ts'
import { tool } from '../model/tool.ts'
import { applyPolicy } from '../suppress/apply-policy.ts'
import { noPolicy, type RunPolicy } from '../suppress/run-policy.ts'
import type { Suppressed } from '../suppress/suppress.ts'
import { internalError } from './run-lint.ts'

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
  const isAnswered = fleet ? answeredBy(planned, fleet, config, now) : () => false
  // What was left to plan it has judged by now.
  const isSettled = (finding: Finding): boolean =>
    (offline?.details.get(finding)?.deferred !== undefined && arns.has(finding.arn ?? '')) || isAnswered(finding)
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

/** Whether a note only asked for the image type, which the spec does not state and the pipelines have told. */
function answeredBy(
  planned: readonly PlannedChange[],
  fleet: Fleet,
  config: Config,
  now: Date,
): (finding: Finding) => boolean {
  const types = new Map(planned.map(({ arn, imageType }) => [arn, imageType]))
  const told = fleet.specs.flatMap((spec) => {
    const imageType = spec.imageType ? undefined : types.get(spec.arn)
    return imageType ? [{ ...spec, imageType }] : []
  })
  const arns = new Set(told.map(({ arn }) => arn))
  const { findings } = lintFleet({ ...fleet, findings: [], specs: told }, config, { now })
  const remaining = new Set(findings.map(keyOf))
  return (finding) => finding.severity === 'note' && arns.has(finding.arn ?? '') && !remaining.has(keyOf(finding))
}

/** The same judgement of the spec and of the result counts once. */
function withoutRepeats(offline: readonly Finding[], online: readonly Finding[]): Finding[] {
  const seen = new Set(offline.map(keyOf))
  return [...offline, ...online.filter((finding) => !seen.has(keyOf(finding)))]
}

const keyOf = ({ ruleId, severity, arn, pointer, file }: Finding): string =>
  JSON.stringify([ruleId, severity, arn, pointer, file])

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
