/** What was planned before, held against what is asked for now. */
import type { Asked, EarlierRun } from '../journal/journal.ts'
import { requireSameAsked } from '../journal/scope.ts'
import type { Fleet } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Plan } from '../model/plan.ts'
import { holdAgainst, holdAgainstPlan } from '../plan/hold-against.ts'
import { changedSpecs } from '../suppress/changed-specs.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { type JudgedPlan, judgePlan, type PlanJudges } from './judge-plan.ts'

/**
 * What an earlier run planned, held against the plan that it is resumed with, or else the specs, and judged by today's
 * policy: a journal is a file like any other, and what it asks for alone is not sent.
 * @throws {GuardError} `Journal` when that run was asked for something else
 */
export function resumedPlan(
  { path, earlier }: { path: string; earlier: EarlierRun },
  part: Pick<Plan, 'summary' | 'shard'>,
  asked: readonly Asked[],
  plan: readonly PlannedChange[] | undefined,
  judges: PlanJudges,
): JudgedPlan {
  requireSameAsked(earlier.asked, asked, path)
  const { written, policy } = judges
  const changes = plan
    ? holdAgainstPlan(earlier.changes, plan)
    : heldChanges(earlier.changes, written?.fleet ?? { specs: [] }, policy)
  return judgePlan({ ...part, changes }, judges)
}

/** The changes of a plan, held against specs. A plan of what has changed since a revision need not have the rest of them. */
export function heldChanges(
  changes: readonly PlannedChange[],
  { specs }: Pick<Fleet, 'specs'>,
  { base }: RunPolicy,
): PlannedChange[] {
  const counting = new Set(changedSpecs(specs, base).map(({ arn }) => arn))
  return holdAgainst(changes, specs).filter(({ code, arn }) => code !== 'NotPlanned' || counting.has(arn))
}
