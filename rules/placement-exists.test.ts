import { ruleTest } from '../test/support/rule-test.ts'
import { placementExists } from './placement-exists.ts'

const group = 'arn:aws:resource-groups:eu-west-1:123456789012:group/hosts'
const onHost = { placement: { tenancy: 'host', hostId: 'h-0a1b2c3d' } } as const
const placement = { exists: true, zone: 'eu-west-1a', subnetZone: 'eu-west-1a' }

ruleTest(placementExists, {
  valid: [
    { spec: onHost, facts: { placement } },
    { name: 'no subnet', spec: onHost, facts: { placement: { ...placement, subnetZone: '' } } },
    { name: 'nothing named', spec: {} },
  ],
  invalid: [
    {
      spec: onHost,
      facts: { placement: { ...placement, exists: false } },
      errors: [{ messageId: 'absent', pointer: '/placement/hostId' }],
    },
    {
      spec: { placement: { tenancy: 'host', hostResourceGroupArn: group } },
      facts: { placement: { ...placement, exists: false } },
      errors: [{ messageId: 'absent', pointer: '/placement/hostResourceGroupArn' }],
    },
    {
      spec: { placement: { availabilityZone: 'eu-west-1b' } },
      facts: { placement: { ...placement, zone: 'eu-west-1b' } },
      errors: [
        {
          message:
            'placement.availabilityZone eu-west-1b is in eu-west-1b, the subnet in eu-west-1a: no instance can be launched.',
          pointer: '/placement/availabilityZone',
        },
      ],
    },
  ],
})
