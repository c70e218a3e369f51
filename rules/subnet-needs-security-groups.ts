import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

export const subnetNeedsSecurityGroups: Rule = defineRule({
  id: 'subnet-needs-security-groups',
  summary: 'With a subnet goes at least one security group.',
  severity: 'error',
  messages: { absent: 'subnetId is stated without securityGroupIds; the service refuses that.' },
  *check({ config }) {
    if (config.subnetId !== undefined && !config.securityGroupIds?.length) {
      yield { messageId: 'absent', path: ['securityGroupIds'] }
    }
  },
})
