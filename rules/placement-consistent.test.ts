import { ruleTest } from '../test/support/rule-test.ts'
import { placementConsistent } from './placement-consistent.ts'

ruleTest(placementConsistent, {
  valid: [
    {},
    { placement: { tenancy: 'dedicated' } },
    { name: 'any host of the account', spec: { placement: { tenancy: 'host' } } },
    { placement: { tenancy: 'host', hostId: 'h-1' } },
    {
      placement: {
        tenancy: 'host',
        hostResourceGroupArn: 'arn:aws:resource-groups:eu-west-1:123456789012:group/hosts',
      },
    },
  ],
  invalid: [
    { spec: { placement: { hostId: 'h-1' } }, errors: [{ messageId: 'needsHost', pointer: '/placement/tenancy' }] },
    { spec: { placement: { tenancy: 'default', hostResourceGroupArn: 'arn' } }, errors: [{ messageId: 'needsHost' }] },
    {
      spec: { placement: { tenancy: 'host', hostId: 'h-1', hostResourceGroupArn: 'arn' } },
      errors: [{ messageId: 'both', pointer: '/placement/hostResourceGroupArn' }],
    },
    {
      spec: { placement: { hostId: 'h-1', hostResourceGroupArn: 'arn' } },
      errors: [{ messageId: 'needsHost' }, { messageId: 'both' }],
    },
  ],
})
