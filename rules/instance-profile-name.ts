import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['instanceProfileName']

export const instanceProfileName: Rule = defineRule({
  id: 'instance-profile-name',
  summary: 'The instance profile is given by name.',
  severity: 'error',
  messages: {
    arn: '{{actual}} is an ARN; the service takes the name alone.',
    path: '{{actual}} has a path; the service takes the name alone.',
  },
  fixable: true,
  *check({ config }) {
    const actual = config.instanceProfileName
    if (actual === undefined) return
    const data = { actual: JSON.stringify(actual) }
    const name = /^arn:aws[^:]*:iam::\d{12}:instance-profile\/(?:.*\/)?([\w+=,.@-]+)$/s.exec(actual)?.[1]
    if (name !== undefined) yield { messageId: 'arn', data, path, fix: { path, value: name } }
    else if (actual.startsWith('arn:')) yield { messageId: 'arn', data, path }
    else if (actual.includes('/')) yield { messageId: 'path', data, path }
  },
})
