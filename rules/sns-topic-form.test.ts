import { ruleTest } from '../test/support/rule-test.ts'
import { snsTopicForm } from './sns-topic-form.ts'

const topic = (snsTopicArn: string) => ({ snsTopicArn })

ruleTest(snsTopicForm, {
  valid: [{}, topic('arn:aws:sns:eu-west-1:123456789012:builds'), topic('arn:aws:sns:eu-west-1:210987654321:builds')],
  invalid: [
    { spec: topic('builds'), errors: [{ messageId: 'form', pointer: '/snsTopicArn' }] },
    { spec: topic('arn:aws:sqs:eu-west-1:123456789012:builds'), errors: [{ messageId: 'form' }] },
    { spec: topic('arn:aws:sns:eu-west-1:123456789012:builds.fifo'), errors: [{ messageId: 'fifo' }] },
    { spec: topic('arn:aws:sns:us-east-1:123456789012:builds'), errors: [{ messageId: 'elsewhere' }] },
    { spec: topic('arn:aws-cn:sns:eu-west-1:123456789012:builds'), errors: [{ messageId: 'elsewhere' }] },
  ],
})
