import { ruleTest } from '../test/support/rule-test.ts'
import { snsTopicForm } from './sns-topic-form.ts'

const withoutTarget = (topicArn: string) => `infrastructureConfigurationArn: broken\nsnsTopicArn: ${topicArn}\n`
const topic = (snsTopicArn: string) => ({ snsTopicArn })

ruleTest(snsTopicForm, {
  valid: [
    {},
    { name: 'without a target', spec: withoutTarget('arn:aws-cn:sns:cn-north-1:123456789012:builds') },
    topic('arn:aws:sns:eu-west-1:123456789012:builds'),
    topic('arn:aws:sns:eu-west-1:210987654321:builds'),
  ],
  invalid: [
    { spec: topic('builds'), errors: [{ messageId: 'form', pointer: '/snsTopicArn' }] },
    { spec: topic('arn:aws:sqs:eu-west-1:123456789012:builds'), errors: [{ messageId: 'form' }] },
    { spec: topic('arn:aws:sns:eu-west-1:123456789012:builds.fifo'), errors: [{ messageId: 'fifo' }] },
    { spec: topic('arn:aws:sns:us-east-1:123456789012:builds'), errors: [{ messageId: 'elsewhere' }] },
    { spec: topic('arn:aws-cn:sns:eu-west-1:123456789012:builds'), errors: [{ messageId: 'elsewhere' }] },
    { spec: topic('arn:aws:sns:eu-west-1:123456789012:builds:5f0c'), errors: [{ messageId: 'form' }] },
    { spec: topic('arn:aws:sns:eu-west-1:builds:builds'), errors: [{ messageId: 'form' }] },
    {
      name: 'a contradiction without a target',
      spec: withoutTarget('arn:aws:sns:cn-north-1:123456789012:builds'),
      errors: [
        { message: '"arn:aws:sns:cn-north-1:123456789012:builds" names the partition aws; cn-north-1 is in aws-cn.' },
      ],
    },
    {
      name: 'no Region without a target',
      spec: withoutTarget('arn:aws:sns:REGION:123456789012:builds'),
      errors: [{ messageId: 'region' }],
    },
  ],
})
