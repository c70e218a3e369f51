import type { Body, HclSpan } from '../../document/hcl/syntax.ts'
import { partOf, type Value } from '../resource/value.ts'
import { argument } from './block.ts'
import { limits } from './budget.ts'
import { evaluate } from './evaluate.ts'
import { type Scope, withNames } from './scope.ts'
import { known, map, pairsOf, toNumber, toText, unknown } from './values.ts'

/** One instance of a resource or a module. */
export interface Repetition {
  key?: string | number
  /** `[0]`, `["web"]`, or ''. */
  suffix: string
  scope: Scope
}

export interface Repetitions {
  repetitions: Repetition[]
  /** How many there are, where that is more than are judged. */
  cutFrom?: number
  mistake?: Mistake
}

/** What Terraform does not take: a sentence, with its place. */
export interface Mistake {
  message: string
  span: HclSpan
}

/** The instances that `count` or `for_each` make; one without a key where how many is unknown. */
export function repetitionsOf(body: Body, scope: Scope): Repetitions {
  const count = argument(body, 'count')
  if (count) return counted(evaluate(count.value, scope), count.value.span, scope)
  const forEach = argument(body, 'for_each')
  return forEach ? keyed(evaluate(forEach.value, scope), scope) : { repetitions: [{ suffix: '', scope }] }
}

function counted(value: Value, span: HclSpan, scope: Scope): Repetitions {
  const count = toNumber(value)
  const bound = (index: Value): Scope =>
    withNames(scope, [['count', map([{ key: 'index', keySpan: index.span, value: index }], index.span)]])
  const isCount = count !== undefined && count >= 0 && Number.isInteger(count)
  if (!isCount) {
    return {
      repetitions: [{ suffix: '', scope: bound(unknown('count.index', value.span)) }],
      ...(count !== undefined && { mistake: { message: 'count takes a whole number, 0 or more.', span } }),
    }
  }
  const made = Math.min(count, limits.instances)
  return {
    repetitions: Array.from({ length: made }, (_, key) => ({
      key,
      suffix: `[${key}]`,
      scope: bound(known(key, composed)),
    })),
    ...(count > made && { cutFrom: count }),
  }
}

/** What stands nowhere is found at its use. */
const composed = { file: '', text: '', start: 0, end: 0 }

function keyed(value: Value, scope: Scope): Repetitions {
  const bound = (key: Value, each: Value): Scope =>
    withNames(scope, [
      [
        'each',
        map(
          [
            { key: 'key', keySpan: key.span, value: key },
            { key: 'value', keySpan: each.span, value: each },
          ],
          composed,
        ),
      ],
    ])
  const isTexts = value.kind !== 'list' || value.items.every((item) => toText(item) !== undefined)
  const pairs = isTexts ? pairsOf(value)?.map(([key, item]) => [key, partOf(value, item)] as const) : undefined
  if (!pairs) {
    const open = (name: string): Value => unknown(`each.${name}`, value.span)
    return { repetitions: [{ suffix: '', scope: bound(open('key'), open('value')) }] }
  }
  const made = pairs.slice(0, limits.instances)
  return {
    repetitions: made.map(([key, each]) => {
      const text = toText(key) ?? ''
      return { key: text, suffix: `[${JSON.stringify(text)}]`, scope: bound(key, each) }
    }),
    ...(pairs.length > made.length && { cutFrom: pairs.length }),
  }
}
