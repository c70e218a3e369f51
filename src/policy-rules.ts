import type { Severity } from './model.ts'

/** Rules about the policy itself, with their default severity; nothing suppresses them. */
export const policyRules: Readonly<Record<string, Severity>> = {
  'invalid-suppression': 'error',
  'expired-suppression': 'error',
  'unused-suppression': 'warning',
  'stale-baseline': 'warning',
}
