import type { Severity } from '../model/finding.ts'

/** Rules about the policy itself, with their default severity; nothing suppresses them. */
export const policyRules: Readonly<Record<string, Severity>> = {
  'invalid-suppression': 'error',
  'expired-suppression': 'error',
  'unused-suppression': 'warning',
  'stale-baseline': 'warning',
  'not-judged': 'note',
}

/** What is wrong with a file itself: always an error. */
const fileRules: readonly string[] = ['syntax', 'schema']

export const isUnconfigurable = (ruleId: string): boolean => fileRules.includes(ruleId)

/** Ids of what this tool reports without a rule of its own. */
export const reservedIds: readonly string[] = [...fileRules, ...Object.keys(policyRules)]

export const isSuppressible = (ruleId: string): boolean =>
  !isUnconfigurable(ruleId) && !Object.hasOwn(policyRules, ruleId)
