import type { Config } from '../config/config.ts'
import type { Asked, EarlierRun } from '../journal/journal.ts'
import { requireSameAsked } from '../journal/scope.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Plan } from '../model/plan.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { judgePlan } from './judge-plan.ts'

/**
 * What an earlier run planned, judged by today's policy.
 * @throws {GuardError} `Journal` when that run was asked for something else
 */
export function resumedPlan(
  { path, earlier }: { path: string; earlier: EarlierRun },
  part: Pick<Plan, 'summary' | 'shard'>,
  asked: readonly Asked[],
  { fleet, config, now, policy }: { fleet: Fleet | undefined; config: Config; now: Date; policy: RunPolicy },
): Plan {
  requireSameAsked(earlier.asked, asked, path)
  return judgePlan({ ...part, changes: earlier.changes }, fleet, config, now, policy)
}
