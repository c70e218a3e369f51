import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['clientToken']

export const clientTokenUnpinned: Rule = defineRule({
  id: 'client-token-unpinned',
  summary: 'A spec states no clientToken.',
  severity: 'error',
  messages: {
    pinned:
      'clientToken is stated; sent twice, the same token makes the service repeat its old answer and change nothing.',
  },
  fixable: true,
  *check({ clientToken }) {
    if (clientToken !== undefined) yield { messageId: 'pinned', path, fix: { path, value: undefined } }
  },
})
