import type { Finding } from '../model/finding.ts'
import type { RuleInfo } from '../model/report.ts'
import { docsUrl } from './docs-url.ts'
import { reservedRules } from './policy-rules.ts'
import type { Rule } from './rule.ts'

/** The rules that findings name, in their own words, so that a report says what a plugin's rule is about. */
export function rulesNamed(available: readonly Rule[], ...findings: readonly (readonly Finding[])[]): RuleInfo[] {
  const named = new Set(findings.flat().map(({ ruleId }) => ruleId))
  return [...available.map(describe), ...reservedRules].filter(({ id }) => named.has(id))
}

function describe(rule: Rule): RuleInfo {
  const page = rule.docsUrl ?? (rule.id.includes('/') ? undefined : docsUrl(rule.id))
  // A plugin that has no types may leave its summary out.
  const summary = typeof rule.summary === 'string' ? rule.summary : `Rule ${rule.id}.`
  return { id: rule.id, summary, ...(page !== undefined && { docsUrl: page }), severity: rule.severity }
}
