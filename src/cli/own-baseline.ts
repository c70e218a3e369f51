import { GuardError } from '../model/errors.ts'
import type { PolicyOptions } from '../run/policy-options.ts'

/** @throws {GuardError} `Usage` when the baseline is that of another revision, and is to be written */
export function requireOwnBaseline({ configFrom }: PolicyOptions, isWritten: boolean | undefined): void {
  if (configFrom === undefined || !isWritten) return
  throw new GuardError('Usage', 'The baseline of another revision (--config-from) cannot be written.', {
    hint: 'Leave --config-from out.',
  })
}
