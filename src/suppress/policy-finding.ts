import type { Config } from '../config/config.ts'
import { type Judgement, judgementOf } from '../lint/judgement.ts'
import { makeFinding } from '../lint/make-finding.ts'
import { policyRules } from '../lint/policy-rules.ts'
import type { Location } from '../model/finding.ts'
import { fromPointer } from '../model/pointer.ts'

/** What is said of the policy itself, at its configured severity; nothing when its rule is off. */
export function policyFinding(
  ruleId: keyof typeof policyRules & string,
  message: string,
  at: { location: Location; pointer: string; arn?: string },
  config: Config,
): Judgement[] {
  const severity = config.rules[ruleId]?.severity ?? policyRules[ruleId] ?? 'error'
  if (severity === 'off') return []
  const { location: place, pointer, arn } = at
  return [judgementOf(makeFinding({ ruleId, severity, message, place, path: fromPointer(pointer), arn }), 'policy')]
}
