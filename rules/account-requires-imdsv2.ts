import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { parseArn } from '../src/model/arn.ts'

const path = ['instanceMetadataOptions', 'httpTokens']

export const accountRequiresImdsv2: Rule = defineRule({
  id: 'account-requires-imdsv2',
  summary: 'Where the account enforces IMDSv2 the configuration asks for it.',
  severity: 'error',
  messages: {
    enforced:
      'Account {{account}} enforces IMDSv2 in {{region}}, and httpTokens is {{actual}}: no instance can be launched.',
  },
  needs: ['imdsDefaults'],
  *checkAccount({ config, arn }, { imdsDefaults }) {
    const { httpTokens } = config.instanceMetadataOptions ?? {}
    if (!imdsDefaults?.isEnforced || httpTokens === 'required') return
    const { account, region } = parseArn(arn) ?? {}
    const actual = httpTokens === undefined ? 'not stated' : JSON.stringify(httpTokens)
    yield { messageId: 'enforced', data: { account, region, actual }, path }
  },
})
