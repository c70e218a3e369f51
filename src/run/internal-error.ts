import type { InternalError } from '../lint/judgement.ts'
import { GuardError } from '../model/errors.ts'

/** Names rule and spec of each rule that threw instead of judging. */
export function internalError(errors: readonly InternalError[]): GuardError {
  const details = errors.map(({ ruleId, arn, file, error }) => {
    const on = file === '' ? 'the fleet' : arn || 'a spec without a target'
    const reason = error instanceof Error ? error.message : String(error)
    return { ...(file !== '' && { file }), message: `${ruleId} failed on ${on}: ${reason}.` }
  })
  const times = errors.length === 1 ? 'once' : `${errors.length} times`
  return new GuardError('Internal', `A rule failed ${times} instead of judging.`, {
    hint: "Report it to the rule's author, or switch the rule off to continue.",
    details,
  })
}
