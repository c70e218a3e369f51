import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['instanceMetadataOptions', 'httpPutResponseHopLimit']

export const containerHopLimit: Rule<{ minimum: number }> = defineRule({
  id: 'container-hop-limit',
  summary: 'Container builds reach IMDSv2 only when the hop limit is 2 or more.',
  severity: 'error',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      minimum: { type: 'integer', minimum: 2, maximum: 64, description: 'Least hop limit of a container build.' },
    },
  },
  defaults: { minimum: 2 },
  messages: {
    absent: 'The hop limit is not stated; container builds need at least {{minimum}}.',
    tooLow: 'The hop limit is {{actual}}; container builds need at least {{minimum}}.',
    unknownType:
      'The hop limit is {{actual}}, too low if this builds containers: state x-guard.imageType (AMI or DOCKER).',
  },
  fixable: true,
  *check({ config, imageType }, { minimum }) {
    // Sources disagree on what an unset limit means (the API reference says the EC2 launch default, the user guide 2 and
    // 1 in different years), so it never counts as enough.
    const actual = config.instanceMetadataOptions?.httpPutResponseHopLimit
    if (imageType === 'AMI' || (actual !== undefined && actual >= minimum)) return
    const fix = { path, value: minimum }
    const data = { actual: actual ?? 'not stated', minimum }
    if (imageType === undefined) yield { messageId: 'unknownType', severity: 'note', data, path }
    else yield { messageId: actual === undefined ? 'absent' : 'tooLow', data, path, fix }
  },
})
