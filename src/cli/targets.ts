import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { selectTargets } from '../pacing/target.ts'
import type { TargetOptions } from './options.ts'

/**
 * The part of the fleet that `--target`, `--account` and `--region` leave; the same one when that is all of it.
 * @throws {GuardError} `Usage` when nothing is left
 */
export function narrow(fleet: Fleet, options: TargetOptions): Fleet {
  const specs = select(fleet.specs, options)
  return specs.length === fleet.specs.length ? fleet : { ...fleet, specs }
}

/**
 * The specs, or changes of a plan, that `--target`, `--account` and `--region` leave.
 * @throws {GuardError} `Usage` when nothing is left
 */
export function select<T extends { arn: string }>(items: readonly T[], options: TargetOptions): T[] {
  const selected = selectTargets(items, options)
  if (selected.length > 0 || items.length === 0) return selected
  throw new GuardError('Usage', '--target, --account and --region leave no spec of the fleet.', {
    hint: '--target takes a glob over whole ARNs, such as "*:infrastructure-configuration/web-*".',
  })
}
