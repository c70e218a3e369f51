import { ruleTest } from '../test/support/rule-test.ts'
import { subnetNeedsSecurityGroups } from './subnet-needs-security-groups.ts'

ruleTest(subnetNeedsSecurityGroups, {
  valid: [{}, { securityGroupIds: ['sg-1'] }, { subnetId: 'subnet-1', securityGroupIds: ['sg-1'] }],
  invalid: [
    { spec: { subnetId: 'subnet-1' }, errors: [{ messageId: 'absent', pointer: '/securityGroupIds' }] },
    { spec: { subnetId: 'subnet-1', securityGroupIds: [] }, errors: [{ messageId: 'absent' }] },
    { spec: { subnetId: 'subnet-1', securityGroupIds: null }, errors: [{ messageId: 'absent' }] },
  ],
})
