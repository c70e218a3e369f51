import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['snsTopicArn']

export const snsTopicKey: Rule = defineRule({
  id: 'sns-topic-key',
  summary: 'Image Builder can use the key that the SNS topic is encrypted with.',
  severity: 'error',
  messages: {
    foreign: "The topic is encrypted with {{key}}, another account's key: Image Builder cannot notify it.",
    managed: 'The topic is encrypted with {{key}}, a key that AWS manages and that cannot be opened to Image Builder.',
    absent: 'The topic is encrypted with {{key}}, which is not there: nobody can publish to it.',
    unusable: 'The topic is encrypted with {{key}}, whose state is {{state}}: nobody can publish to it.',
  },
  needs: ['topicKey'],
  *checkAccount(_context, { topicKey }) {
    if (!topicKey || topicKey.key === '') return
    const { key, exists, isForeign, isManagedByAws, state } = topicKey
    const data = { key, state }
    if (!exists) yield { messageId: 'absent', data, path }
    else if (isForeign) yield { messageId: 'foreign', data, path }
    else if (isManagedByAws) yield { messageId: 'managed', data, path }
    else if (state !== 'Enabled') yield { messageId: 'unusable', data, path }
  },
})
