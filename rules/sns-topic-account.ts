import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { parseArn } from '../src/model/arn.ts'

export const snsTopicAccount: Rule<{ accounts: string[] }> = defineRule({
  id: 'sns-topic-account',
  summary: "The SNS topic belongs to the configuration's account or a listed one.",
  severity: 'warning',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { accounts: { type: 'array', items: { type: 'string', pattern: '^[0-9]{12}$' } } },
  },
  defaults: { accounts: [] as string[] },
  messages: {
    foreign: "The topic is in account {{account}}, neither the configuration's own ({{own}}) nor a listed one.",
  },
  *check({ config, arn }, { accounts }) {
    const topic = parseArn(config.snsTopicArn ?? '')
    const own = parseArn(arn)?.account
    if (own === undefined || topic?.service !== 'sns' || !/^\d{12}$/.test(topic.account)) return
    const { account } = topic
    if (account === own || accounts.includes(account)) return
    yield { messageId: 'foreign', data: { account, own }, path: ['snsTopicArn'] }
  },
})
