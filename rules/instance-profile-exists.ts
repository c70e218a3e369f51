import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { parseArn } from '../src/model/arn.ts'

const path = ['instanceProfileName']

export const instanceProfileExists: Rule = defineRule({
  id: 'instance-profile-exists',
  summary: 'The instance profile exists, with a role that EC2 may assume.',
  severity: 'error',
  messages: {
    absent: 'Account {{account}} has no instance profile {{actual}}: no instance can be launched.',
    noRole: 'The instance profile {{actual}} has no role: a build can do nothing.',
    noTrust: 'The role {{role}} of the instance profile does not trust ec2.amazonaws.com: no instance can be launched.',
  },
  needs: ['instanceProfile'],
  *checkAccount({ config, arn }, { instanceProfile }) {
    if (!instanceProfile) return
    const [role] = instanceProfile.roles
    const data = {
      actual: JSON.stringify(config.instanceProfileName),
      account: parseArn(arn)?.account,
      role: role && nameOf(role.arn),
    }
    if (!instanceProfile.exists) yield { messageId: 'absent', data, path }
    else if (!role) yield { messageId: 'noRole', data, path }
    else if (!role.trustsEc2) yield { messageId: 'noTrust', data, path }
  },
})

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
