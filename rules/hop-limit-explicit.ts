import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['instanceMetadataOptions', 'httpPutResponseHopLimit']

export const hopLimitExplicit: Rule = defineRule({
  id: 'hop-limit-explicit',
  summary: 'Whoever sets metadata options states the hop limit too.',
  severity: 'warning',
  messages: {
    absent: 'Metadata options are stated without a hop limit, and what an absent one means is not documented reliably.',
  },
  fixable: true,
  *check({ config, imageType }) {
    const options = config.instanceMetadataOptions
    if (options === undefined || options.httpPutResponseHopLimit !== undefined) return
    yield { messageId: 'absent', path, fix: { path, value: imageType === 'AMI' ? 1 : 2 } }
  },
})
