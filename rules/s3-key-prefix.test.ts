import { ruleTest } from '../test/support/rule-test.ts'
import { s3KeyPrefix } from './s3-key-prefix.ts'

const prefix = (s3KeyPrefix: string) => ({ logging: { s3Logs: { s3BucketName: 'acme-logs', s3KeyPrefix } } })

ruleTest(s3KeyPrefix, {
  valid: [prefix('builds'), prefix('builds/web/')],
  invalid: [
    { spec: {}, errors: [{ messageId: 'absent', pointer: '/logging/s3Logs/s3KeyPrefix' }] },
    { spec: prefix('/'), errors: [{ messageId: 'slash' }] },
    { spec: prefix('/builds'), errors: [{ messageId: 'slash' }] },
  ],
})
