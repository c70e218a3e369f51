import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

export const noLoggingRemoval: Rule = defineRule({
  id: 'no-logging-removal',
  summary: 'A change does not stop build logs.',
  severity: 'error',
  messages: { removed: 'Logs go to {{bucket}} now; this change removes the bucket.' },
  byFieldsAlone: true,
  *checkChange({ before, after }) {
    const bucket = before.logging?.s3Logs?.s3BucketName
    if (!bucket || after.logging?.s3Logs?.s3BucketName) return
    yield {
      messageId: 'removed',
      data: { bucket: JSON.stringify(bucket) },
      path: ['logging', 's3Logs', 's3BucketName'],
    }
  },
})
