import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { selectTargets, type TargetSelection } from '../pacing/target.ts'
import { resourceType } from '../resource/resource-type.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'

interface Selected {
  fleet: Fleet
  policy: RunPolicy
}

/**
 * The part of a fleet that a selection leaves; a run of a part cannot say what suppresses nothing.
 * @throws {GuardError} `Usage` when nothing is left
 */
export function narrow({ fleet, policy, select }: Selected & { select?: TargetSelection }): Selected {
  const specs = selected(fleet.specs, select)
  if (specs.length === fleet.specs.length) return { fleet, policy }
  return { fleet: { ...fleet, specs }, policy: { ...policy, coversEverything: false } }
}

/**
 * The specs, or changes of a plan, that a selection leaves.
 * @throws {GuardError} `Usage` when nothing is left
 */
export function selected<T extends { arn: string }>(items: readonly T[], selection: TargetSelection = {}): T[] {
  const left = selectTargets(items, selection)
  if (left.length > 0 || items.length === 0) return left
  throw new GuardError('Usage', '--target, --account and --region leave no spec of the fleet.', {
    hint: `--target takes a glob over whole ARNs, such as "*:${resourceType.arnType}/web-*".`,
  })
}
