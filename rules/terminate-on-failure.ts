import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['terminateInstanceOnFailure']

export const terminateOnFailure: Rule = defineRule({
  id: 'terminate-on-failure',
  summary: 'An instance whose build failed is terminated.',
  severity: 'warning',
  messages: {
    kept: 'terminateInstanceOnFailure is false: instances of failed builds keep running, and costing, until somebody ends them.',
  },
  fixable: true,
  *check({ config }) {
    if (config.terminateInstanceOnFailure === false) yield { messageId: 'kept', path, fix: { path, value: true } }
  },
})
