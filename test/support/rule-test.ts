import { readFileSync } from 'node:fs'
import { describe, it } from 'vitest'
import type { Rule } from '../../src/lint/rule.ts'
import { type RuleCases, testRule } from '../../src/testing/index.ts'

/** Tests a built-in rule with its page. */
export function ruleTest(rule: Rule, cases: Omit<RuleCases, 'page'>): void {
  const page = readFileSync(new URL(`../../rules/${rule.id}.md`, import.meta.url), 'utf8')
  testRule(rule, { ...cases, page }, { describe, it })
}
