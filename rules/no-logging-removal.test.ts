import { ruleTest } from '../test/support/rule-test.ts'
import { noLoggingRemoval } from './no-logging-removal.ts'

const live = { logging: { s3Logs: { s3BucketName: 'acme-logs', s3KeyPrefix: 'builds' } } }

ruleTest(noLoggingRemoval, {
  valid: [
    { spec: {}, live },
    { spec: { 'x-guard': { update: 'replace' } }, live: {} },
    {
      name: 'another bucket',
      spec: { logging: { s3Logs: { s3BucketName: 'other' } }, 'x-guard': { update: 'replace' } },
      live,
    },
  ],
  invalid: [
    {
      spec: { 'x-guard': { update: 'replace' } },
      live,
      errors: [{ messageId: 'removed', pointer: '/logging/s3Logs/s3BucketName' }],
    },
    { spec: { logging: { s3Logs: { s3BucketName: null } } }, live, errors: [{ messageId: 'removed' }] },
    { spec: { logging: null }, live, errors: [{ messageId: 'removed' }] },
  ],
})
