import { ruleTest } from '../test/support/rule-test.ts'
import { snsTopicKey } from './sns-topic-key.ts'

const spec = { snsTopicArn: 'arn:aws:sns:eu-west-1:123456789012:image-builds' }
const topicKey = { key: 'k', exists: true, isForeign: false, isManagedByAws: false, state: 'Enabled' }
const pointer = '/snsTopicArn'

ruleTest(snsTopicKey, {
  valid: [
    { spec, facts: { topicKey } },
    { name: 'not encrypted', spec, facts: { topicKey: { ...topicKey, key: '', exists: false, state: '' } } },
  ],
  invalid: [
    { spec, facts: { topicKey: { ...topicKey, isForeign: true } }, errors: [{ messageId: 'foreign', pointer }] },
    { spec, facts: { topicKey: { ...topicKey, isManagedByAws: true } }, errors: [{ messageId: 'managed' }] },
    { spec, facts: { topicKey: { ...topicKey, exists: false } }, errors: [{ messageId: 'absent' }] },
    ...['Disabled', 'PendingDeletion', 'PendingImport', ''].map((state) => ({
      spec,
      facts: { topicKey: { ...topicKey, state } },
      errors: [{ messageId: 'unusable' }],
    })),
  ],
})
