import type { Severity } from '../model.ts'

/** Rules about the policy itself, with their default severity; nothing suppresses them. */
export const policyRules: Readonly<Record<string, Severity>> = {
  'invalid-suppression': 'error',
  'expired-suppression': 'error',
  'unused-suppression': 'warning',
  'stale-baseline': 'warning',
}

/** What is wrong with a file itself: always an error. */
export const isUnconfigurable = (ruleId: string): boolean => ruleId === 'syntax' || ruleId === 'schema'

export const isSuppressible = (ruleId: string): boolean =>
  !isUnconfigurable(ruleId) && !Object.hasOwn(policyRules, ruleId)
