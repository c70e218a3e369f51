import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

export const resourceTagsRequired: Rule<{ keys: string[] }> = defineRule({
  id: 'resource-tags-required',
  summary: 'Build instances carry the tags that the organization asks for.',
  severity: 'warning',
  options: {
    type: 'object',
    additionalProperties: false,
    required: ['keys'],
    properties: { keys: { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } } },
  },
  messages: { absent: 'resourceTags lacks {{key}}.' },
  *check({ config }, { keys }) {
    for (const key of keys) {
      if (!Object.hasOwn(config.resourceTags ?? {}, key)) {
        yield { messageId: 'absent', data: { key: JSON.stringify(key) }, path: ['resourceTags', key] }
      }
    }
  },
})
