import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['snsTopicArn']

export const snsTopicExists: Rule = defineRule({
  id: 'sns-topic-exists',
  summary: 'The SNS topic exists and is a standard topic.',
  severity: 'error',
  messages: {
    absent: 'There is no topic {{actual}}: nobody is told of builds.',
    fifo: '{{actual}} is a FIFO topic, which Image Builder cannot publish to.',
    foreign: "{{actual}} is another account's topic: whether it is there cannot be judged.",
  },
  needs: ['topic'],
  *checkAccount({ config }, { topic }) {
    if (!topic) return
    const data = { actual: config.snsTopicArn }
    if (!topic.exists) yield { messageId: 'absent', data, path }
    else if (topic.isFifo) yield { messageId: 'fifo', data, path }
    else if (topic.isForeign) yield { messageId: 'foreign', data, path, severity: 'note' }
  },
})
