import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import type { Json, JsonObject, Path } from '../src/model/json.ts'
import { isObject } from '../src/model/json.ts'
import { short } from '../src/text/short.ts'

export const noClearedFields: Rule = defineRule({
  id: 'no-cleared-fields',
  summary: 'A replace spec clears no live field by leaving it out.',
  severity: 'warning',
  messages: {
    cleared:
      '{{field}} is set on AWS ({{value}}) and not stated here, so update: replace clears it; state it, or write null to mean it.',
  },
  *checkChange({ before, after, spec, update }) {
    if (update !== 'replace') return
    for (const [path, value] of cleared(before as JsonObject, after as JsonObject, [])) {
      if (isDecided(spec, path)) continue
      yield { messageId: 'cleared', data: { field: path.join('.'), value: short(JSON.stringify(value), 80) }, path }
    }
  },
})

/** The highest members that are live and gone. */
function* cleared(before: JsonObject, after: JsonObject, path: Path): Generator<[Path, Json]> {
  for (const [key, value] of Object.entries(before)) {
    const now = after[key]
    const here = [...path, key]
    if (now === undefined) yield [here, value]
    else if (isObject(value) && isObject(now)) yield* cleared(value, now, here)
  }
}

/** Whether the spec says null there or above. */
function isDecided(spec: JsonObject, path: Path): boolean {
  let at: Json | undefined = spec
  for (const key of path) {
    if (!isObject(at)) break
    at = at[key]
  }
  return at === null
}
