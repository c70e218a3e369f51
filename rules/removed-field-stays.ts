import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

/** Compares specs with those of the base revision, which only the policy has; this holds its words and settings. */
export const removedFieldStays: Rule = defineRule({
  id: 'removed-field-stays',
  summary: 'A field that leaves a merge spec is meant to keep its live value.',
  severity: 'warning',
  messages: { stays: '{{field}} left this merge spec, so its live value stays; write null to clear it.' },
})
