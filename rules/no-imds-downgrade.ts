import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

export const noImdsDowngrade: Rule = defineRule({
  id: 'no-imds-downgrade',
  summary: 'A change does not turn IMDSv1 back on.',
  severity: 'error',
  messages: { downgrade: 'httpTokens is "required" on AWS; this change makes it {{after}}.' },
  byFieldsAlone: true,
  *checkChange({ before, after }) {
    const now = after.instanceMetadataOptions?.httpTokens
    if (before.instanceMetadataOptions?.httpTokens !== 'required' || now === 'required') return
    const data = { after: now === undefined ? 'absent' : JSON.stringify(now) }
    yield { messageId: 'downgrade', data, path: ['instanceMetadataOptions', 'httpTokens'] }
  },
})
