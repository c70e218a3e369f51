import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { type Arn, isRegion, parseArn, partitionOf } from '../src/model/arn.ts'

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
    region: '{{actual}} names {{region}}, which is no Region.',
    partition: '{{actual}} names the partition {{partition}}; {{region}} is in {{wanted}}.',
  },
  *check({ config, arn }) {
    const topicArn = config.snsTopicArn
    if (topicArn === undefined || topicArn === '') return
    const actual = JSON.stringify(topicArn)
    const topic = parseArn(topicArn)
    if (!topic || !isTopic(topic)) {
      yield { messageId: 'form', data: { actual }, path }
      return
    }
    const { partition, region, resource } = topic
    const own = parseArn(arn)
    const wanted = partitionOf(region)
    if (resource.endsWith('.fifo')) yield { messageId: 'fifo', data: { actual }, path }
    // Without a target there is nothing to compare with; the topic's ARN can contradict itself all the same.
    else if (own && place(own) !== place(topic))
      yield { messageId: 'elsewhere', data: { topic: place(topic), own: place(own) }, path }
    else if (!isRegion(region)) yield { messageId: 'region', data: { actual, region: JSON.stringify(region) }, path }
    else if (partition !== wanted) yield { messageId: 'partition', data: { actual, partition, region, wanted }, path }
  },
})

function isTopic({ service, region, account, resource }: Arn): boolean {
  return service === 'sns' && region !== '' && /^\d{12}$/.test(account) && /^[^:]+$/.test(resource)
}

const place = ({ partition, region }: Arn): string => `${partition} ${region}`
