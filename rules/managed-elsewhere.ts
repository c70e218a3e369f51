import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { resourceType } from '../src/resource/resource-type.ts'

export const managedElsewhere: Rule<{ tags: string[] }> = defineRule({
  id: 'managed-elsewhere',
  summary: 'A configuration that another tool manages is left to it.',
  severity: 'warning',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      tags: {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description: 'Keys of tags that such tools set.',
      },
    },
  },
  defaults: { tags: [] as string[] },
  messages: {
    managed: 'The configuration has the tag {{key}} ({{value}}): what manages it will undo this change, or fail on it.',
  },
  *checkChange({ tags }, { tags: more }) {
    const key = ['aws:cloudformation:stack-name', ...more].find((candidate) => tags[candidate] !== undefined)
    if (key === undefined) return
    const data = { key: JSON.stringify(key), value: JSON.stringify(tags[key]) }
    yield { messageId: 'managed', data, path: [resourceType.arnField] }
  },
})
