import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['snsTopicArn']

export const snsTopicForm: Rule = defineRule({
  id: 'sns-topic-form',
  summary: "The SNS topic is a standard topic in the configuration's partition and Region.",
  severity: 'error',
  messages: {
    form: '{{actual}} is no ARN of an SNS topic: arn:PARTITION:sns:REGION:ACCOUNT:NAME.',
    fifo: '{{actual}} is a FIFO topic; Image Builder publishes to standard topics only.',
    elsewhere:
      'The topic is in {{topic}}, the configuration in {{own}}; Image Builder publishes in its own Region only.',
  },
  *check({ config, arn }) {
    const topicArn = config.snsTopicArn
    if (topicArn === undefined || topicArn === '') return
    const actual = JSON.stringify(topicArn)
    const [, partition, region, name] = /^arn:(aws[^:]*):sns:([^:]+):\d{12}:([^:]+)$/.exec(topicArn) ?? []
    if (name === undefined) yield { messageId: 'form', data: { actual }, path }
    else if (name.endsWith('.fifo')) yield { messageId: 'fifo', data: { actual }, path }
    else {
      const [, ownPartition, , ownRegion] = arn.split(':')
      const own = `${ownPartition} ${ownRegion}`
      const topic = `${partition} ${region}`
      // Without a well-formed target there is nothing to compare with, and schema says so.
      if (arn !== '' && topic !== own) yield { messageId: 'elsewhere', data: { topic, own }, path }
    }
  },
})
