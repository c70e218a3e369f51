import { ruleTest } from '../test/support/rule-test.ts'
import { s3BucketName } from './s3-bucket-name.ts'

const bucket = (s3BucketName: string) => ({ logging: { s3Logs: { s3BucketName } } })
const path = ['logging', 's3Logs', 's3BucketName']

ruleTest(s3BucketName, {
  valid: [{}, bucket('acme-image-logs'), bucket('a1.b2'), bucket('0'.repeat(63))],
  invalid: [
    { spec: bucket('arn:aws:s3:::acme-logs'), errors: [{ messageId: 'address', fix: [{ path, value: 'acme-logs' }] }] },
    {
      spec: bucket('arn:aws-cn:s3:::acme-logs'),
      errors: [{ messageId: 'address', fix: [{ path, value: 'acme-logs' }] }],
    },
    {
      name: 'the path behind the bucket becomes the prefix',
      spec: bucket('s3://acme-logs/builds/web'),
      errors: [
        {
          fix: [
            { path, value: 'acme-logs' },
            { path: ['logging', 's3Logs', 's3KeyPrefix'], value: 'builds/web' },
          ],
        },
      ],
    },
    {
      name: 'no fix without a legal name in it',
      spec: bucket('s3://Acme/'),
      errors: [{ messageId: 'illegal', fix: [] }],
    },
    ...[
      'ab',
      'a'.repeat(64),
      'Acme',
      'acme_logs',
      '-acme',
      'acme.',
      'a..b',
      '192.168.5.4',
      'xn--acme',
      'acme-s3alias',
      'https://acme.s3.amazonaws.com',
    ].map((name) => ({
      spec: bucket(name),
      errors: [{ messageId: 'illegal', pointer: '/logging/s3Logs/s3BucketName' }],
    })),
  ],
})
