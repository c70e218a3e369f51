import type { Asked, EarlierRun } from '../journal/journal.ts'
import { requireSameAsked } from '../journal/scope.ts'
import type { Plan } from '../model/plan.ts'
import { type JudgedPlan, judgePlan, type PlanJudges } from './judge-plan.ts'

/**
 * What an earlier run planned, judged by today's policy.
 * @throws {GuardError} `Journal` when that run was asked for something else
 */
export function resumedPlan(
  { path, earlier }: { path: string; earlier: EarlierRun },
  part: Pick<Plan, 'summary' | 'shard'>,
  asked: readonly Asked[],
  judges: PlanJudges,
): JudgedPlan {
  requireSameAsked(earlier.asked, asked, path)
  return judgePlan({ ...part, changes: earlier.changes }, judges)
}
