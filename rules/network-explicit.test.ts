import { ruleTest } from '../test/support/rule-test.ts'
import { networkExplicit } from './network-explicit.ts'

ruleTest(networkExplicit, {
  valid: [{ subnetId: 'subnet-1', securityGroupIds: ['sg-1'] }],
  invalid: [
    { name: 'one finding, for the first', spec: {}, errors: [{ messageId: 'absent', pointer: '/subnetId' }] },
    { spec: { subnetId: 'subnet-1' }, errors: [{ pointer: '/securityGroupIds' }] },
    { spec: { securityGroupIds: ['sg-1'] }, errors: [{ pointer: '/subnetId' }] },
  ],
})
