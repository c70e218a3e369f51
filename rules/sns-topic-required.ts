import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

export const snsTopicRequired: Rule = defineRule({
  id: 'sns-topic-required',
  summary: 'Finished and failed builds are announced on an SNS topic.',
  severity: 'warning',
  messages: { absent: 'snsTopicArn is not stated; nobody hears of a failed build.' },
  *check({ config }) {
    if (!config.snsTopicArn) yield { messageId: 'absent', path: ['snsTopicArn'] }
  },
})
