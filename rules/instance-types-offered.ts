import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['instanceTypes']

export const instanceTypesOffered: Rule = defineRule({
  id: 'instance-types-offered',
  summary: 'The instance types are offered where the build runs.',
  severity: 'error',
  messages: {
    none: 'None of {{types}} is offered in {{place}}: no instance can be launched.',
    some: '{{types}} is not offered in {{place}}; the others are.',
  },
  needs: ['typeOfferings'],
  *checkAccount({ config }, { typeOfferings }) {
    if (!typeOfferings) return
    const { place, offered } = typeOfferings
    const types = config.instanceTypes ?? []
    const missing = types.filter((type) => !offered.includes(type))
    const data = { types: missing.join(', '), place }
    if (missing.length === 0) return
    if (missing.length === types.length) yield { messageId: 'none', data, path }
    else
      for (const type of missing) {
        yield {
          messageId: 'some',
          data: { types: type, place },
          path: [...path, types.indexOf(type)],
          severity: 'note',
        }
      }
  },
})
