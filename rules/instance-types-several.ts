import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

export const instanceTypesSeveral: Rule = defineRule({
  id: 'instance-types-several',
  summary: 'Image Builder has a choice of instance types.',
  severity: 'note',
  messages: {
    single:
      'Only {{actual}} is listed; when it is short of capacity, the build fails. Absent types leave the choice to Image Builder.',
  },
  *check({ config }) {
    const [actual, ...others] = config.instanceTypes ?? []
    if (actual !== undefined && others.length === 0) {
      yield { messageId: 'single', data: { actual: JSON.stringify(actual) }, path: ['instanceTypes'] }
    }
  },
})
