import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import type { Json, JsonObject, Path } from '../src/model/json.ts'
import { isNameable } from '../src/resource/configuration.ts'
import { isPlaceholder } from '../src/text/placeholder.ts'
import { matchesWildcard } from '../src/text/wildcard.ts'

export const noPlaceholderValues: Rule<{ allow: string[] }> = defineRule({
  id: 'no-placeholder-values',
  summary: 'No value is a placeholder that somebody forgot to fill in.',
  severity: 'error',
  options: {
    type: 'object',
    additionalProperties: false,
    properties: { allow: { type: 'array', items: { type: 'string' }, description: 'Whole values, * for any text.' } },
  },
  defaults: { allow: [] as string[] },
  messages: {
    placeholder: '{{actual}} is a placeholder; state the value, or leave the field out.',
    empty: 'An empty value is a leftover of a skeleton; state the value, or leave the field out.',
  },
  *check({ config }, { allow }) {
    // Tag values are anybody's own business.
    const { resourceTags: _, ...fields } = config
    for (const [path, value] of leftoversIn(fields as JsonObject, [], [])) {
      // Nobody can mend what no spec can name; an update keeps it.
      if (!isNameable(path)) continue
      if (allow.some((pattern) => matchesWildcard(pattern, value))) continue
      if (value === '') yield { messageId: 'empty', path }
      else yield { messageId: 'placeholder', data: { actual: JSON.stringify(value) }, path }
    }
  },
})

/** Paths are built for what is found only: nearly every value of nearly every spec is fine. */
function leftoversIn(value: Json, path: (string | number)[], found: [Path, string][]): [Path, string][] {
  if (typeof value === 'string') {
    if (isPlaceholder(value, { isProse: path[0] === 'description' })) found.push([[...path], value])
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      path.push(Array.isArray(value) ? Number(key) : key)
      leftoversIn((value as JsonObject)[key] as Json, path, found)
      path.pop()
    }
  }
  return found
}
