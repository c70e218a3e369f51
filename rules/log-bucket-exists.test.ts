import { ruleTest } from '../test/support/rule-test.ts'
import { logBucketExists } from './log-bucket-exists.ts'

const spec = { logging: { s3Logs: { s3BucketName: 'acme-logs' } } }
const pointer = '/logging/s3Logs/s3BucketName'
const bucket = { exists: true, isForeign: false, region: 'eu-west-1' }

ruleTest(logBucketExists, {
  valid: [
    { spec, facts: { bucket } },
    { name: 'S3 does not say where', spec, facts: { bucket: { ...bucket, region: '' } } },
    { name: 'no bucket', spec: {} },
  ],
  invalid: [
    { spec, facts: { bucket: { ...bucket, exists: false } }, errors: [{ messageId: 'absent', pointer }] },
    { spec, facts: { bucket: { ...bucket, isForeign: true } }, errors: [{ messageId: 'foreign', pointer }] },
    {
      spec,
      facts: { bucket: { ...bucket, region: 'us-east-1' } },
      errors: [
        {
          message: 'The bucket "acme-logs" is in us-east-1, the configuration in eu-west-1: logs cross Regions.',
          severity: 'note',
        },
      ],
    },
  ],
})
