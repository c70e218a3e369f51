import { ruleTest } from '../test/support/rule-test.ts'
import { snsTopicAccount } from './sns-topic-account.ts'

const foreign = 'arn:aws:sns:eu-west-1:210987654321:builds'

ruleTest(snsTopicAccount, {
  valid: [
    {},
    { snsTopicArn: 'arn:aws:sns:eu-west-1:123456789012:builds' },
    { spec: { snsTopicArn: foreign }, options: { accounts: ['210987654321'] } },
    { name: 'no topic at all is for sns-topic-form', spec: { snsTopicArn: 'builds' } },
    {
      name: 'without a target there is no account to compare',
      spec: `infrastructureConfigurationArn: broken\nsnsTopicArn: ${foreign}\n`,
    },
  ],
  invalid: [{ spec: { snsTopicArn: foreign }, errors: [{ messageId: 'foreign', pointer: '/snsTopicArn' }] }],
})
