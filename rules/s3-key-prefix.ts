import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['logging', 's3Logs', 's3KeyPrefix']

export const s3KeyPrefix: Rule = defineRule({
  id: 's3-key-prefix',
  summary: 'Logs have a key prefix of their own in the bucket.',
  severity: 'warning',
  messages: {
    absent: 'logging.s3Logs.s3KeyPrefix is not stated; logs of all configurations would lie at the top of the bucket.',
    slash: 'logging.s3Logs.s3KeyPrefix is {{actual}}; a leading slash makes a folder without a name.',
  },
  *check({ config }) {
    const actual = config.logging?.s3Logs?.s3KeyPrefix
    if (actual === undefined || actual === '') yield { messageId: 'absent', path }
    else if (actual.startsWith('/')) yield { messageId: 'slash', data: { actual: JSON.stringify(actual) }, path }
  },
})
