import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { parseArn } from '../src/model/arn.ts'

const path = ['keyPair']

export const keyPairExists: Rule = defineRule({
  id: 'key-pair-exists',
  summary: 'The key pair exists.',
  severity: 'error',
  messages: { absent: 'There is no key pair {{actual}} in {{region}}: no instance can be launched.' },
  needs: ['keyPair'],
  *checkAccount({ config, arn }, { keyPair }) {
    const data = { actual: JSON.stringify(config.keyPair), region: parseArn(arn)?.region }
    if (keyPair && !keyPair.exists) yield { messageId: 'absent', data, path }
  },
})
