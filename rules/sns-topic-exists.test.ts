import { ruleTest } from '../test/support/rule-test.ts'
import { snsTopicExists } from './sns-topic-exists.ts'

const spec = { snsTopicArn: 'arn:aws:sns:eu-west-1:123456789012:image-builds' }
const topic = { exists: true, isForeign: false, isFifo: false }

ruleTest(snsTopicExists, {
  valid: [{ spec, facts: { topic } }, { spec: {} }],
  invalid: [
    {
      spec,
      facts: { topic: { ...topic, exists: false } },
      errors: [{ messageId: 'absent', pointer: '/snsTopicArn' }],
    },
    { spec, facts: { topic: { ...topic, isFifo: true } }, errors: [{ messageId: 'fifo' }] },
    { spec, facts: { topic: { ...topic, isForeign: true } }, errors: [{ messageId: 'foreign', severity: 'note' }] },
  ],
})
