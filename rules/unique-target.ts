import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { resourceType } from '../src/resource/resource-type.ts'

const shown = 5

export const uniqueTarget: Rule = defineRule({
  id: 'unique-target',
  summary: 'A configuration is defined once in the whole fleet.',
  severity: 'error',
  messages: { repeated: 'This configuration is also defined at {{others}}; the last one applied would win.' },
  *checkFleet(specs) {
    for (const [arn, same] of Map.groupBy(specs, (spec) => spec.arn)) {
      if (arn === '' || same.length === 1) continue
      for (const spec of same) {
        // A few are enough to find the rest; naming all of them at each would grow with the square of their number.
        const others = same
          .slice(0, shown + 1)
          .filter((other) => other !== spec)
          .slice(0, shown)
        const places = others.map(({ location }) => `${location.file}:${location.line}`)
        const more = same.length - 1 - places.length
        yield {
          messageId: 'repeated',
          data: { others: places.join(', ') + (more > 0 ? ` and ${more} more places` : '') },
          path: [resourceType.arnField],
          arn,
          spec,
        }
      }
    }
  },
})
