import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['logging', 's3Logs', 's3BucketName']

export const s3LoggingRequired: Rule<{ bucket?: string; prefix?: string }> = defineRule({
  id: 's3-logging-required',
  summary: 'Build logs go to an S3 bucket.',
  severity: 'error',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      bucket: { type: 'string', minLength: 1, description: 'Bucket that the fix writes.' },
      prefix: { type: 'string', minLength: 1, description: 'Key prefix that the fix writes with it.' },
    },
  },
  defaults: {} as { bucket?: string; prefix?: string },
  messages: {
    absent: 'logging.s3Logs.s3BucketName is not stated; without a bucket the logs go with the build instance.',
  },
  fixable: true,
  *check({ config }, { bucket, prefix }) {
    if (config.logging?.s3Logs?.s3BucketName) return
    const patches = [
      ...(bucket ? [{ path, value: bucket }] : []),
      ...(bucket && prefix && !config.logging?.s3Logs?.s3KeyPrefix
        ? [{ path: ['logging', 's3Logs', 's3KeyPrefix'], value: prefix }]
        : []),
    ]
    yield { messageId: 'absent', path, ...(patches.length > 0 && { fix: patches }) }
  },
})
