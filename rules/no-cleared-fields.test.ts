import { ruleTest } from '../test/support/rule-test.ts'
import { noClearedFields } from './no-cleared-fields.ts'

const replace = { 'x-guard': { update: 'replace' } }
const live = { keyPair: 'admin', logging: { s3Logs: { s3BucketName: 'acme-logs', s3KeyPrefix: 'builds' } } }

ruleTest(noClearedFields, {
  valid: [
    { name: 'merge keeps what it leaves out', spec: {}, live },
    { name: 'null is a decision', spec: { ...replace, keyPair: null, logging: null }, live },
    {
      name: 'null below',
      spec: { ...replace, keyPair: null, logging: { s3Logs: { s3BucketName: 'acme-logs', s3KeyPrefix: null } } },
      live,
    },
    { spec: { ...replace, keyPair: 'other', logging: live.logging }, live },
    { name: 'fields that no spec can name survive', spec: replace, live: { newcomer: { a: 1 } } },
  ],
  invalid: [
    { spec: replace, live, errors: [{ messageId: 'cleared', pointer: '/keyPair' }, { pointer: '/logging' }] },
    {
      name: 'below a field that is stated',
      spec: { ...replace, keyPair: 'admin', logging: { s3Logs: { s3BucketName: 'acme-logs' } } },
      live,
      errors: [{ pointer: '/logging/s3Logs/s3KeyPrefix' }],
    },
  ],
})
