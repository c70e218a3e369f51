import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

export const networkExplicit: Rule = defineRule({
  id: 'network-explicit',
  summary: 'Builds run in a subnet and security groups that the spec names.',
  severity: 'warning',
  messages: { absent: '{{field}} is not stated; builds run in the default VPC, whose subnets are public.' },
  *check({ config }) {
    const missing = (['subnetId', 'securityGroupIds'] as const).find((field) => !config[field]?.length)
    if (missing) yield { messageId: 'absent', data: { field: missing }, path: [missing] }
  },
})
