/** What was planned before, held against what is asked for now. */
import type { EarlierRun, ScopeEntry } from '../journal/journal.ts'
import { requireSameScope } from '../journal/scope.ts'
import type { Fleet } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import { holdAgainst, holdAgainstPlan } from '../plan/hold-against.ts'
import { changedSpecs } from '../suppress/changed-specs.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import type { PlanJudges } from './judge-plan.ts'

/**
 * What an earlier run planned, held against the plan that it is resumed with, or else the specs: a journal is
 * a file like any other, and what it asks for alone is not sent.
 * @throws {GuardError} `Journal` when that run was asked for something else
 */
export function resumedChanges(
  { path, earlier }: { path: string; earlier: EarlierRun },
  scope: readonly ScopeEntry[],
  plan: readonly PlannedChange[] | undefined,
  { written, policy }: PlanJudges,
): PlannedChange[] {
  requireSameScope(earlier.scope, scope, path)
  if (plan) return holdAgainstPlan(earlier.changes, plan)
  return heldChanges(earlier.changes, written?.fleet ?? { specs: [] }, policy)
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
