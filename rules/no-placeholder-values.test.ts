import { ruleTest } from '../test/support/rule-test.ts'
import { noPlaceholderValues } from './no-placeholder-values.ts'

ruleTest(noPlaceholderValues, {
  valid: [
    {},
    { description: 'a string of words', keyPair: 'my-keyname' },
    { name: 'tag values are free', spec: { resourceTags: { team: '<none>', a: '', b: 'string' } } },
    { spec: { description: '<none>' }, options: { allow: ['<*>'] } },
    { snsTopicArn: 'arn:aws:sns:eu-west-1:123456789012:xxxxxxx' },
  ],
  invalid: [
    ...[
      'string',
      'KeyName',
      'changeme',
      'ChangeMe',
      '<your-key>',
      'key-<name>-1',
      '${KEY}',
      'prefix-${Env}',
      'ami-xxxxxxxx',
      'XXXXXXXXX',
    ].map((keyPair) => ({
      spec: { keyPair },
      errors: [{ messageId: 'placeholder', pointer: '/keyPair' }],
    })),
    { spec: { keyPair: '' }, errors: [{ messageId: 'empty' }] },
    {
      spec: { instanceTypes: ['m7i.large', 'string'], logging: { s3Logs: { s3BucketName: '<bucket>' } } },
      errors: [{ pointer: '/instanceTypes/1' }, { pointer: '/logging/s3Logs/s3BucketName' }],
    },
  ],
})
