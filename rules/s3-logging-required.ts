import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { parseImageBuilderArn } from '../src/model/arn.ts'

const path = ['logging', 's3Logs', 's3BucketName']

export const s3LoggingRequired: Rule<{ bucket?: string; prefix?: string }> = defineRule({
  id: 's3-logging-required',
  summary: 'Build logs go to an S3 bucket.',
  severity: 'error',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      bucket: {
        type: 'string',
        minLength: 1,
        description: 'Bucket that the fix writes; {account}, {region} and {name} are filled in.',
      },
      prefix: {
        type: 'string',
        minLength: 1,
        description: 'Key prefix that the fix writes with it, filled in likewise.',
      },
    },
  },
  defaults: {} as { bucket?: string; prefix?: string },
  messages: {
    absent: 'logging.s3Logs.s3BucketName is not stated; without a bucket the logs go with the build instance.',
  },
  fixable: true,
  *check({ config, arn }, options) {
    if (config.logging?.s3Logs?.s3BucketName) return
    const bucket = filledIn(options.bucket, arn)
    const prefix = filledIn(options.prefix, arn)
    const patches = [
      ...(bucket ? [{ path, value: bucket }] : []),
      ...(bucket && prefix && !config.logging?.s3Logs?.s3KeyPrefix
        ? [{ path: ['logging', 's3Logs', 's3KeyPrefix'], value: prefix }]
        : []),
    ]
    yield { messageId: 'absent', path, ...(patches.length > 0 && { fix: patches }) }
  },
})

/** With `{account}`, `{region}` and `{name}` of the configuration; undefined where there is no ARN to take them from. */
function filledIn(text: string | undefined, arn: string): string | undefined {
  if (text === undefined || !/\{(?:account|region|name)\}/.test(text)) return text
  const parts = parseImageBuilderArn(arn)
  if (!parts) return undefined
  const { account, region, id } = parts
  return text.replaceAll('{account}', account).replaceAll('{region}', region).replaceAll('{name}', id)
}
