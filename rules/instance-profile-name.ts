import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { parseArn } from '../src/model/arn.ts'

const path = ['instanceProfileName']

export const instanceProfileName: Rule = defineRule({
  id: 'instance-profile-name',
  summary: 'The instance profile is given by name.',
  severity: 'error',
  messages: {
    arn: '{{actual}} is an ARN; the service takes the name alone.',
    foreign:
      '{{actual}} is of account {{account}}, the configuration of {{own}}; a build can use a profile of its own account only, by its name alone.',
    path: '{{actual}} has a path; the service takes the name alone.',
  },
  fixable: true,
  *check({ config, arn }) {
    const actual = config.instanceProfileName
    if (actual === undefined) return
    const data = { actual: JSON.stringify(actual) }
    const profile = parseArn(actual)
    const own = parseArn(arn)
    const name = /^instance-profile\/(?:.*\/)?([\w+=,.@-]+)$/s.exec(profile?.resource ?? '')?.[1]
    const foreign =
      own && profile?.service === 'iam' && /^\d{12}$/.test(profile.account) && profile.account !== own.account
    if (foreign) {
      yield { messageId: 'foreign', data: { ...data, account: profile.account, own: own.account }, path }
    } else if (profile?.service === 'iam' && name !== undefined) {
      yield { messageId: 'arn', data, path, fix: { path, value: name } }
    } else if (actual.startsWith('arn:')) yield { messageId: 'arn', data, path }
    else if (actual.includes('/')) yield { messageId: 'path', data, path }
  },
})
