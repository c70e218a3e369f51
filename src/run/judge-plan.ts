/** What rules and policy say of a plan: of what each change leads to, and of the specs as written. */
import { lintPolicyOf } from '../config/active-rules.ts'
import type { Config } from '../config/config.ts'
import { knownFacts } from '../facts/known-facts.ts'
import type { Judgement, LintResult } from '../lint/judgement.ts'
import { lintChanges } from '../lint/lint-changes.ts'
import { isSuppressible } from '../lint/policy-rules.ts'
import { rulesNamed } from '../lint/rule-info.ts'
import type { Fleet } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import type { LearnedFacts } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import type { Plan } from '../model/plan.ts'
import { tool } from '../model/tool.ts'
import { writtenSuppressions } from '../sources/written-suppressions.ts'
import { applyPolicy, type PolicyResult } from '../suppress/apply-policy.ts'
import { planSuppressions } from '../suppress/plan-suppressions.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { internalError } from './internal-error.ts'

/** What a plan is judged by. */
export interface PlanJudges {
  config: Config
  now: Date
  policy: RunPolicy
  /** The specs that the plan was made of, and what was said of them as written; absent for a plan alone. */
  written?: { fleet: Fleet; linted: LintResult } | undefined
  /** Of errors: whether one blocks its target. @default every one */
  blocks?(error: Finding): boolean
}

export interface JudgedPlan {
  plan: Plan
  judgements: readonly Judgement[]
}

/** What is to be judged. */
type Judged = Pick<Plan, 'summary' | 'changes' | 'shard' | 'facts'>

/**
 * Judges what each change leads to, together with what was said of the specs as written. A finding of severity error
 * blocks its target.
 * @throws {GuardError} `Internal` when a rule threw: what it would have said of a change is unknown
 */
export function judgePlan({ summary, changes, shard, facts }: Judged, judges: PlanJudges): JudgedPlan {
  const { judgements, suppressed, notices } = judge(changes, judges, facts)
  for (const notice of notices) judges.policy.onNotice?.(notice)
  const findings = judgements.map(({ finding }) => finding)
  const rules = rulesNamed(judges.config.available, findings, suppressed)
  const plan = { kind: 'ibguard-plan', version: 1, tool, summary, rules, findings, suppressed } as const
  const more = { ...(facts && { facts }), ...(shard && { shard }) }
  return {
    plan: {
      ...plan,
      changes: block(
        changes,
        findings.filter((finding) => judges.blocks?.(finding) ?? true),
      ),
      ...more,
    },
    judgements,
  }
}

/**
 * Says what the state violates that a rollback restores. No rule blocks it, and the way back to that state is not judged.
 * @throws {GuardError} `Internal` when a rule threw
 */
export function judgeRollback(changes: readonly PlannedChange[], judges: Omit<PlanJudges, 'written'>): JudgedPlan {
  const restored = changes.map((change): PlannedChange => ({ ...change, action: 'no-op' }))
  const { judgements: all, suppressed } = judge(restored, judges)
  // Findings about suppressions and baseline are about today's specs, and so is what --fix edits.
  const judgements = all
    .filter(({ finding }) => isSuppressible(finding.ruleId))
    .map((each): Judgement => ({ ...each, finding: { ...each.finding, fixable: false }, fix: [] }))
  const findings = judgements.map(({ finding }) => finding)
  const files = changes.flatMap(({ arn, location: { file } }) => (file === arn ? [] : [file]))
  const summary = { files: new Set(files).size, specs: changes.length }
  const plan: Plan = {
    kind: 'ibguard-plan',
    version: 1,
    tool,
    summary,
    rules: rulesNamed(judges.config.available, findings, suppressed),
    findings,
    suppressed,
    changes: [...changes],
  }
  return { plan, judgements }
}

function judge(
  changes: readonly PlannedChange[],
  { config, now, policy, written }: PlanJudges,
  facts?: LearnedFacts,
): PolicyResult {
  const fleet = written?.fleet ?? { root: config.root, files: [], specs: [], findings: [] }
  const asWritten = written && { specs: written.fleet.specs, result: written.linted }
  const { judgements, internalErrors } = lintChanges(
    changes,
    asWritten,
    lintPolicyOf(config, fleet.root),
    facts && knownFacts(facts),
  )
  if (internalErrors.length > 0) throw internalError(internalErrors)
  const planned = changes.filter(({ after }) => after)
  return applyPolicy(judgements, {
    ...policy,
    // Of a plan alone nobody knows what else there is.
    coversEverything: policy.coversEverything && written !== undefined,
    written: fleet.specs.length > 0 ? writtenSuppressions(fleet) : planSuppressions(planned),
    fleet,
    config,
    now,
    planned,
    isDeep: facts !== undefined,
  })
}

/** Code of a change that an error of a rule blocks. */
export const ruleViolation = 'RuleViolation'

function block(changes: readonly PlannedChange[], findings: readonly Finding[]): PlannedChange[] {
  const objections = Map.groupBy(
    findings.filter(({ severity, arn }) => severity === 'error' && arn),
    ({ arn }) => arn,
  )
  return changes.map((change) => {
    const errors = objections.get(change.arn)
    if (!errors || change.action === 'missing' || change.action === 'blocked') return change
    const rules = [...new Set(errors.map(({ ruleId }) => ruleId))].join(', ')
    return { ...change, action: 'blocked', code: ruleViolation, reason: `error of ${rules}` }
  })
}
