import type { Severity } from '../model/finding.ts'
import type { RuleInfo } from '../model/report.ts'
import { docsUrl } from './docs-url.ts'

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

const summaries: Readonly<Record<string, string>> = {
  syntax: 'A spec file can be read: well-formed YAML or JSON within the limits.',
  schema: 'A spec has known fields with values that the API takes.',
  'invalid-suppression': 'A suppression names a known rule and gives a reason.',
  'expired-suppression': 'A suppression is not past its date.',
  'unused-suppression': 'A suppression suppresses something.',
  'stale-baseline': 'Every entry of the baseline still has its finding.',
  'not-judged': 'What only deployment knows is reported, so that no finding means judged and clean.',
}

/** What is reported without a rule of its own, as rules are described. */
export const reservedRules: readonly RuleInfo[] = Object.entries(summaries).map(([id, summary]) => ({
  id,
  summary,
  docsUrl: docsUrl(id),
  severity: policyRules[id] ?? 'error',
}))

/** Ids of what this tool reports without a rule of its own. */
export const reservedIds: readonly string[] = reservedRules.map(({ id }) => id)

export const isSuppressible = (ruleId: string): boolean =>
  !isUnconfigurable(ruleId) && !Object.hasOwn(policyRules, ruleId)
