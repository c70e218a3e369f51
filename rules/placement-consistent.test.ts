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
    { instanceTypes: ['mac2.metal'], placement: { tenancy: 'host' } },
    { instanceTypes: ['m5.large', 'machine1.large'] },
    ...['eu-west-1a', 'eu-west-1-lon-1a', 'eu-west-1-wl1-lon-wlz-1', '${ZONE}'].map((availabilityZone) => ({
      placement: { availabilityZone },
    })),
    {
      name: 'a zone without a target to compare with',
      spec: 'infrastructureConfigurationArn: broken\nplacement: { availabilityZone: us-gov-east-1b }\n',
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
    {
      spec: { instanceTypes: ['m5.large', 'mac2.metal'] },
      errors: [
        {
          message: '"mac2.metal" runs on a dedicated host only: it needs placement.tenancy: host, found none.',
          pointer: '/placement/tenancy',
        },
      ],
    },
    {
      spec: { instanceTypes: ['mac-m4.metal'], placement: { tenancy: 'dedicated' } },
      errors: [{ messageId: 'mac' }],
    },
    {
      name: 'one finding a tenancy',
      spec: { instanceTypes: ['mac1.metal'], placement: { hostId: 'h-1' } },
      errors: [{ messageId: 'needsHost' }],
    },
    ...['eu-west-1', 'euw1-az1', 'EU-WEST-1A', 'eu-west-1a ', 'a', 'nowhere-1a'].map((availabilityZone) => ({
      spec: { placement: { availabilityZone } },
      errors: [{ messageId: 'zoneForm', pointer: '/placement/availabilityZone' }],
    })),
    ...['eu-west-2a', 'eu-west-11a', 'us-west-2-lax-1a'].map((availabilityZone) => ({
      spec: { placement: { availabilityZone } },
      errors: [{ messageId: 'elsewhere', pointer: '/placement/availabilityZone' }],
    })),
  ],
})
