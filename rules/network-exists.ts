import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { parseArn } from '../src/model/arn.ts'

const groupsPath = ['securityGroupIds']

export const networkExists: Rule = defineRule({
  id: 'network-exists',
  summary: 'Subnet and security groups exist and belong to one VPC.',
  severity: 'error',
  messages: {
    noSubnet: 'There is no subnet {{subnet}} in {{region}}: no instance can be launched.',
    noGroup: 'There is no security group {{group}} in {{region}}: no instance can be launched.',
    otherVpc: 'The security group {{group}} is of {{found}}, the subnet of {{vpc}}: no instance can be launched.',
    noDefault: '{{region}} has no default VPC and the configuration no subnet: no instance can be launched.',
    notDefault:
      'Without a subnet the build runs in the default VPC {{vpc}}, the security group {{group}} is of {{found}}.',
  },
  needs: ['network'],
  *checkAccount({ config, arn }, { network }) {
    if (!network) return
    const { subnet, groups, defaultVpc } = network
    const region = parseArn(arn)?.region
    const hasSubnet = subnet.id !== ''
    if (hasSubnet && !subnet.exists) {
      yield { messageId: 'noSubnet', data: { subnet: subnet.id, region }, path: ['subnetId'] }
    }
    if (!hasSubnet && defaultVpc === '') yield { messageId: 'noDefault', data: { region }, path: ['subnetId'] }
    const vpc = hasSubnet ? subnet.vpc : defaultVpc
    for (const { id: group, exists, vpc: found } of groups) {
      const at = config.securityGroupIds?.indexOf(group) ?? -1
      const path = at < 0 ? groupsPath : [...groupsPath, at]
      if (!exists) yield { messageId: 'noGroup', data: { group, region }, path }
      else if (vpc !== '' && found !== vpc) {
        yield { messageId: hasSubnet ? 'otherVpc' : 'notDefault', data: { group, found, vpc }, path }
      }
    }
  },
})
