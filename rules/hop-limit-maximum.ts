import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['instanceMetadataOptions', 'httpPutResponseHopLimit']
const limit = { type: 'integer', minimum: 1, maximum: 64 }

export const hopLimitMaximum: Rule<{ ami: number; docker: number }> = defineRule({
  id: 'hop-limit-maximum',
  summary: 'The hop limit is not higher than what is built needs.',
  severity: 'warning',
  options: { type: 'object', additionalProperties: false, properties: { ami: limit, docker: limit } },
  defaults: { ami: 2, docker: 3 },
  messages: {
    tooHigh: 'The hop limit is {{actual}}; at most {{maximum}} is needed.',
    unknownType:
      'The hop limit is {{actual}}, too high if this builds {{what}}: state x-guard.imageType (AMI or DOCKER).',
  },
  *check({ config, imageType }, { ami, docker }) {
    const actual = config.instanceMetadataOptions?.httpPutResponseHopLimit
    if (actual === undefined) return
    const most = Math.max(ami, docker)
    const maximum = imageType === undefined ? most : imageType === 'AMI' ? ami : docker
    if (actual > maximum) yield { messageId: 'tooHigh', data: { actual, maximum }, path }
    else if (imageType === undefined && actual > Math.min(ami, docker)) {
      const what = ami < docker ? 'AMIs' : 'containers'
      yield { messageId: 'unknownType', severity: 'note', data: { actual, what }, path }
    }
  },
})
