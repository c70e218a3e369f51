import type { RuleSettings } from '../config/rules-in-force.ts'
import type { Judgement } from '../lint/judgement.ts'
import { judgementOf } from '../lint/judgement.ts'
import { makeFinding } from '../lint/make-finding.ts'
import { messageOf } from '../lint/message.ts'
import type { Rule } from '../lint/rule.ts'
import type { Fleet, Spec } from '../lint/spec.ts'
import type { Json, JsonObject, Path } from '../model/json.ts'
import { isObject } from '../model/json.ts'

const ruleId = 'removed-field-stays'

/** Fields that left a merge spec since the base revision: their live values stay. */
export function removedFields(
  fleet: Fleet,
  base: readonly Spec[],
  rules: readonly Rule[],
  settingsOf: (file: string) => RuleSettings,
): Judgement[] {
  const rule = rules.find(({ id }) => id === ruleId)
  const before = new Map(base.map((spec) => [spec.arn, spec]))
  return fleet.specs.flatMap((spec) => {
    const old = spec.arn === '' ? undefined : before.get(spec.arn)
    const severity = settingsOf(spec.source.file)[ruleId]?.severity ?? 'off'
    if (!rule || !old || spec.update !== 'merge' || severity === 'off') return []
    return leftOut(old.config, spec.config).map((path) => {
      const finding = makeFinding({
        ruleId,
        severity,
        message: messageOf(rule, { messageId: 'stays', data: { field: path.join('.') } }),
        place: spec.source.place(spec.source.asWritten(path)),
        path,
        arn: spec.arn,
      })
      return judgementOf(finding, 'policy', spec)
    })
  })
}

/** Paths that `before` gives a value and `after` does not speak of; a list counts as one value. */
function leftOut(before: JsonObject, after: JsonObject, above: Path = []): Path[] {
  return Object.entries(before).flatMap(([key, value]): Path[] => {
    const path = [...above, key]
    if (isNothing(value)) return []
    const now = after[key]
    if (now === undefined) return isObject(value) ? leftOut(value, {}, path) : [path]
    return isObject(value) && isObject(now) ? leftOut(value, now, path) : []
  })
}

const isNothing = (value: Json): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0)
