import { ruleTest } from '../test/support/rule-test.ts'
import { s3LoggingRequired } from './s3-logging-required.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const pointer = '/logging/s3Logs/s3BucketName'
const bucket = { path: ['logging', 's3Logs', 's3BucketName'], value: 'acme-image-logs' }
const prefix = { path: ['logging', 's3Logs', 's3KeyPrefix'], value: 'builds' }
const options = { bucket: 'acme-image-logs', prefix: 'builds' }

ruleTest(s3LoggingRequired, {
  valid: [{ logging: { s3Logs: { s3BucketName: 'acme-image-logs' } } }],
  invalid: [
    { spec: {}, errors: [{ messageId: 'absent', pointer, fix: [] }] },
    { spec: { logging: null }, errors: [{ messageId: 'absent', pointer }] },
    { spec: { logging: { s3Logs: {} } }, errors: [{ messageId: 'absent', pointer }] },
    { spec: { logging: { s3Logs: { s3BucketName: '' } } }, errors: [{ messageId: 'absent', pointer }] },
    { spec: {}, options, errors: [{ fix: [bucket, prefix] }] },
    {
      spec: { infrastructureConfigurationArn: arn },
      options: { bucket: 'logs-{account}-{region}', prefix: '{name}/{name}' },
      errors: [
        {
          fix: [
            { ...bucket, value: 'logs-123456789012-eu-west-1' },
            { ...prefix, value: 'web/web' },
          ],
        },
      ],
    },
    { spec: { logging: { s3Logs: { s3KeyPrefix: 'mine' } } }, options, errors: [{ fix: [bucket] }] },
  ],
})
