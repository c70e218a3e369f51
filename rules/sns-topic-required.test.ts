import { ruleTest } from '../test/support/rule-test.ts'
import { snsTopicRequired } from './sns-topic-required.ts'

ruleTest(snsTopicRequired, {
  valid: [{ snsTopicArn: 'arn:aws:sns:eu-west-1:123456789012:builds' }],
  invalid: [
    { spec: {}, errors: [{ messageId: 'absent', pointer: '/snsTopicArn' }] },
    { spec: { snsTopicArn: null }, errors: [{ messageId: 'absent' }] },
  ],
})
