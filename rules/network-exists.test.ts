import { ruleTest } from '../test/support/rule-test.ts'
import { networkExists } from './network-exists.ts'

const [subnetId, one, other] = ['subnet-0a1b2c3d', 'sg-0a1b2c3d', 'sg-1a2b3c4d']
const spec = { subnetId, securityGroupIds: [other, one] }
const subnet = { id: subnetId, exists: true, vpc: 'vpc-1', zone: 'eu-west-1a' }
const groups = [one, other].map((id) => ({ id, exists: true, vpc: 'vpc-1' }))
const none = { id: '', exists: false, vpc: '', zone: '' }

ruleTest(networkExists, {
  valid: [
    { spec, facts: { network: { subnet, groups, defaultVpc: '' } } },
    { name: 'the default VPC', spec: {}, facts: { network: { subnet: none, groups: [], defaultVpc: 'vpc-1' } } },
  ],
  invalid: [
    {
      spec,
      facts: {
        network: { subnet: { ...none, id: subnetId }, groups: [{ id: one, exists: false, vpc: '' }], defaultVpc: '' },
      },
      errors: [
        { messageId: 'noSubnet', pointer: '/subnetId' },
        { messageId: 'noGroup', pointer: '/securityGroupIds/1' },
      ],
    },
    {
      spec,
      facts: { network: { subnet, groups: [{ id: other, exists: true, vpc: 'vpc-2' }], defaultVpc: '' } },
      errors: [{ messageId: 'otherVpc', pointer: '/securityGroupIds/0' }],
    },
    {
      spec: {},
      facts: { network: { subnet: none, groups: [], defaultVpc: '' } },
      errors: [{ messageId: 'noDefault', pointer: '/subnetId' }],
    },
    {
      spec: { securityGroupIds: [one] },
      facts: { network: { subnet: none, groups: [{ id: one, exists: true, vpc: 'vpc-2' }], defaultVpc: 'vpc-1' } },
      errors: [{ messageId: 'notDefault', pointer: '/securityGroupIds/0' }],
    },
  ],
})
