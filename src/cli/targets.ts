import { GuardError } from '../errors.ts'
import type { Fleet } from '../model.ts'
import { selectTargets } from '../target.ts'
import type { TargetOptions } from './options.ts'

/**
 * The part of the fleet that `--target`, `--account` and `--region` leave.
 * @throws {GuardError} `Usage` when nothing is left
 */
export function narrow(fleet: Fleet, options: TargetOptions): Fleet {
  const specs = selectTargets(fleet.specs, options)
  if (specs.length === 0 && fleet.specs.length > 0) {
    throw new GuardError('Usage', '--target, --account and --region leave no spec of the fleet.', {
      hint: '--target takes a glob over whole ARNs, such as "*:infrastructure-configuration/web-*".',
    })
  }
  return { ...fleet, specs }
}
