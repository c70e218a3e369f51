import { requireSameAsked } from '../apply/asked.ts'
import type { Config } from '../config/config.ts'
import type { Fleet, Plan } from '../model.ts'
import type { RunPolicy } from '../policy/run-policy.ts'
import type { Asked, EarlierRun } from '../ports/journal.ts'
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
