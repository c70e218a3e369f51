import { deepest, type Expression, type Loop, splatItem, type TemplatePart } from '../../document/hcl/syntax.ts'
import { type Entry, partOf, type Value } from '../resource/value.ts'
import { evaluateAccess } from './access.ts'
import { limits } from './budget.ts'
import { callFunction } from './functions.ts'
import { binary, unary } from './operators.ts'
import { type Scope, withNames } from './scope.ts'
import {
  absent,
  failed,
  isEqual,
  isFailed,
  known,
  list,
  map,
  pairsOf,
  textOf,
  toFlag,
  toText,
  unknown,
  unknownBy,
  unknownIn,
} from './values.ts'

/**
 * What an expression is, as far as the files say. What only deployment knows is unknown, with what it refers to; so is
 * what takes too long or is nested too deep.
 */
export function evaluate(expression: Expression, scope: Scope): Value {
  const { span } = expression
  if (!scope.around.budget.take() || scope.depth > deepest * 4) return unknown(textOf(span), span)
  const inner = { ...scope, depth: scope.depth + 1 }
  switch (expression.kind) {
    case 'literal':
      return expression.value === null ? absent(span) : known(expression.value, span)
    case 'template':
      return template(expression, inner)
    case 'tuple':
      return whole(
        list(
          expression.items.map((item) => evaluate(item, inner)),
          span,
        ),
      )
    case 'object':
      return object(expression, inner)
    case 'name':
    case 'attribute':
    case 'index':
      return evaluateAccess(expression, inner, evaluate)
    case 'splat':
      return splat(expression, inner)
    case 'call':
      return callFunction(expression, inner, evaluate)
    case 'unary':
      return unary(expression.operator, evaluate(expression.operand, inner), span)
    case 'binary':
      return binary(
        expression.operator,
        evaluate(expression.left, inner),
        () => evaluate(expression.right, inner),
        span,
      )
    case 'conditional':
      return conditional(expression, inner)
    case 'for':
      return forExpression(expression, inner)
    case 'opaque':
      return unknown(textOf(span), span)
  }
}

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>

function template({ parts, span }: Of<'template'>, scope: Scope): Value {
  const [only] = parts
  // `"${x}"` is x itself, of whatever type.
  if (only?.kind === 'value' && parts.length === 1) return evaluate(only.value, scope)
  const text = textOfParts(parts, scope)
  return typeof text === 'string' ? known(text, span) : { ...text, span }
}

function textOfParts(parts: readonly TemplatePart[], scope: Scope): string | Extract<Value, { kind: 'unknown' }> {
  let text = ''
  for (const part of parts) {
    const piece = textOfPart(part, scope)
    if (typeof piece !== 'string') return piece
    text += piece
    if (text.length > limits.text) return unknown('a text of more than 64 KiB', spanOf(part))
  }
  return text
}

function textOfPart(part: TemplatePart, scope: Scope): ReturnType<typeof textOfParts> {
  if (part.kind === 'text') return part.text
  if (part.kind === 'value') {
    const value = evaluate(part.value, scope)
    return value.kind === 'unknown' ? { ...value, mayBeAbsent: false } : (toText(value) ?? failed(part.value.span))
  }
  if (part.kind === 'if') {
    const condition = evaluate(part.condition, scope)
    if (condition.kind === 'unknown') return condition
    const flag = condition.kind === 'known' ? toFlag(condition.value) : undefined
    return flag === undefined ? failed(part.condition.span) : textOfParts(flag ? part.yes : part.no, scope)
  }
  const rounds = roundsOf(part.loop, scope)
  if (!Array.isArray(rounds)) return rounds
  return rounds.reduce<ReturnType<typeof textOfParts>>((text, round) => {
    if (typeof text !== 'string') return text
    const piece = textOfParts(part.body, round)
    const sum = typeof piece === 'string' ? text + piece : piece
    return typeof sum === 'string' && sum.length > limits.text
      ? unknown('a text of more than 64 KiB', part.loop.of.span)
      : sum
  }, '')
}

function spanOf(part: TemplatePart): Value['span'] {
  if (part.kind === 'value') return part.value.span
  if (part.kind === 'if') return part.condition.span
  return part.kind === 'loop' ? part.loop.of.span : { file: '', text: '', start: 0, end: 0 }
}

function object({ items, span }: Of<'object'>, scope: Scope): Value {
  const entries = new Map<string, Entry>()
  for (const item of items) {
    const key = evaluate(item.key, scope)
    if (key.kind === 'unknown') return { ...key, mayBeAbsent: false }
    const name = toText(key)
    if (name === undefined) return failed(span)
    entries.set(name, { key: name, keySpan: item.key.span, value: evaluate(item.value, scope) })
  }
  return whole(map([...entries.values()], span))
}

/** What fails in a part fails the whole. */
function whole(value: Value): Value {
  const parts =
    value.kind === 'list' ? value.items : value.kind === 'map' ? value.entries.map((each) => each.value) : []
  return parts.find(isFailed) ?? value
}

function splat({ of, each, span }: Of<'splat'>, scope: Scope): Value {
  const value = evaluate(of, scope)
  if (value.kind === 'unknown') return unknownBy(value, span)
  if (value.kind === 'absent') return list([], span)
  const items = value.kind === 'list' ? value.items : [value]
  const use = (item: Value): Value => evaluate(each, withNames(scope, [[splatItem, item]]))
  return list(items.map(use), span)
}

function conditional({ condition, yes, no, span }: Of<'conditional'>, scope: Scope): Value {
  const value = evaluate(condition, scope)
  if (value.kind !== 'unknown') {
    const flag = value.kind === 'known' ? toFlag(value.value) : undefined
    return flag === undefined ? failed(span) : alike(evaluate(flag ? yes : no, scope), flag ? no : yes, scope)
  }
  const [a, b] = [evaluate(yes, scope), evaluate(no, scope)]
  if (!isFailed(value) && !unknownIn(a) && !unknownIn(b) && isEqual(a, b)) return a
  const mayBeAbsent = [a, b].some((each) => each.kind === 'absent' || (each.kind === 'unknown' && each.mayBeAbsent))
  return unknownBy(value, span, mayBeAbsent)
}

/** Both sides have one type: where one is a text the other is made one. */
function alike(value: Value, other: Expression, scope: Scope): Value {
  if (value.kind !== 'known' || typeof value.value === 'string') return value
  const beside = evaluate(other, scope)
  const isText = beside.kind === 'known' && typeof beside.value === 'string'
  return isText ? { ...value, value: String(value.value) } : value
}

function forExpression({ loop, key, value, when, groups, span }: Of<'for'>, scope: Scope): Value {
  const rounds = roundsOf(loop, scope)
  if (!Array.isArray(rounds)) return { ...rounds, span, mayBeAbsent: false }
  const items: Value[] = []
  const entries = new Map<string, Entry>()
  for (const round of rounds) {
    if (!scope.around.budget.take()) return unknown(textOf(span), span)
    const condition = when ? evaluate(when, round) : undefined
    if (condition?.kind === 'unknown') return { ...condition, span, mayBeAbsent: false }
    if (condition && (condition.kind !== 'known' || toFlag(condition.value) === undefined)) return failed(span)
    if (condition?.kind === 'known' && toFlag(condition.value) === false) continue
    const item = evaluate(value, round)
    if (!loop.isObject) {
      items.push(item)
      continue
    }
    const name = key ? evaluate(key, round) : undefined
    if (name?.kind === 'unknown') return { ...name, span, mayBeAbsent: false }
    const text = name && toText(name)
    if (!name || text === undefined) return failed(span)
    const before = entries.get(text)?.value
    const grouped = before?.kind === 'list' ? [...before.items, item] : [item]
    entries.set(text, { key: text, keySpan: name.span, value: groups ? whole(list(grouped, span)) : item })
  }
  return whole(loop.isObject ? map([...entries.values()], span) : list(items, span))
}

/** A scope for each item of what a `for` goes through. */
function roundsOf({ keyName, valueName, of }: Loop, scope: Scope): Scope[] | Extract<Value, { kind: 'unknown' }> {
  const value = evaluate(of, scope)
  if (value.kind === 'unknown') return value
  if (value.kind === 'map' && value.open !== undefined) return unknown(value.open, of.span)
  const pairs = pairsOf(value)
  if (!pairs) return failed(of.span)
  if (!scope.around.budget.take(pairs.length)) return unknown(textOf(of.span), of.span)
  return pairs.map(([key, item]) =>
    withNames(scope, [...(keyName === undefined ? [] : [[keyName, key] as const]), [valueName, partOf(value, item)]]),
  )
}
