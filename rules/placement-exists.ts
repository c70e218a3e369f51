import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

export const placementExists: Rule = defineRule({
  id: 'placement-exists',
  summary: 'The dedicated host or host resource group exists, in the zone of the subnet.',
  severity: 'error',
  messages: {
    absent: 'There is no {{what}}: no instance can be launched.',
    otherZone: '{{what}} is in {{zone}}, the subnet in {{subnetZone}}: no instance can be launched.',
  },
  needs: ['placement'],
  *checkAccount({ config }, { placement }) {
    if (!placement) return
    const { hostId, hostResourceGroupArn, availabilityZone } = config.placement ?? {}
    const { exists, zone, subnetZone } = placement
    const [key, what] =
      hostId !== undefined
        ? ['hostId', `dedicated host ${hostId}`]
        : hostResourceGroupArn !== undefined
          ? ['hostResourceGroupArn', `host resource group ${hostResourceGroupArn}`]
          : ['availabilityZone', `placement.availabilityZone ${availabilityZone}`]
    const path = ['placement', key]
    if (!exists) yield { messageId: 'absent', data: { what }, path }
    else if (zone !== '' && subnetZone !== '' && zone !== subnetZone) {
      yield { messageId: 'otherZone', data: { what, zone, subnetZone }, path }
    }
  },
})
