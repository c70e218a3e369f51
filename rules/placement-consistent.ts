import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

export const placementConsistent: Rule = defineRule({
  id: 'placement-consistent',
  summary: 'Placement settings go together.',
  severity: 'error',
  messages: {
    needsHost: 'placement.{{field}} needs tenancy: host, found {{actual}}.',
    both: 'placement.hostId and placement.hostResourceGroupArn exclude each other.',
  },
  *check({ config }) {
    const { tenancy, hostId, hostResourceGroupArn } = config.placement ?? {}
    const field =
      hostId !== undefined ? 'hostId' : hostResourceGroupArn !== undefined ? 'hostResourceGroupArn' : undefined
    if (field !== undefined && tenancy !== 'host') {
      const actual = tenancy === undefined ? 'none' : JSON.stringify(tenancy)
      yield { messageId: 'needsHost', data: { field, actual }, path: ['placement', 'tenancy'] }
    }
    if (hostId !== undefined && hostResourceGroupArn !== undefined) {
      yield { messageId: 'both', path: ['placement', 'hostResourceGroupArn'] }
    }
  },
})
