import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { matchesWildcard } from '../src/text/wildcard.ts'

export const instanceTypesAllowed: Rule<{ allow: string[] }> = defineRule({
  id: 'instance-types-allowed',
  summary: 'Builds use approved instance types only.',
  severity: 'error',
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['allow'],
    properties: { allow: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } } },
  },
  messages: { refused: '{{actual}} is not among the approved instance types: {{allow}}.' },
  *check({ config }, { allow }) {
    for (const [index, type] of (config.instanceTypes ?? []).entries()) {
      if (allow.some((pattern) => matchesWildcard(pattern, type))) continue
      const data = { actual: JSON.stringify(type), allow: allow.join(', ') }
      yield { messageId: 'refused', data, path: ['instanceTypes', index] }
    }
  },
})
