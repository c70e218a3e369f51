import type { Expression } from '../../document/hcl/syntax.ts'
import { entryOf, partOf, type Span, type Value, type Via } from '../resource/value.ts'
import { limits } from './budget.ts'
import type { Evaluate, Found, Scope } from './scope.ts'
import { failed, known, textOf, toText, toWhole, unknown, unknownBy, weightOf, withVia } from './values.ts'

type Step = Extract<Expression, { kind: 'attribute' | 'index' }>

/** What a reference and the names and indexes behind it lead to. */
export function evaluateAccess(expression: Expression, scope: Scope, evaluate: Evaluate): Value {
  const value = reached(expression, scope, evaluate)
  // Whoever goes through the value pays for it here.
  return scope.around.budget.take(weightOf(value) >> 3) ? value : unknown(textOf(expression.span), expression.span)
}

function reached(expression: Expression, scope: Scope, evaluate: Evaluate): Value {
  const steps: Step[] = []
  let at = expression
  while (at.kind === 'attribute' || at.kind === 'index') {
    steps.unshift(at)
    at = at.of
  }
  if (at.kind !== 'name') return walk(evaluate(at, scope), steps, scope, evaluate)
  const bound = scope.names.get(at.name)
  if (bound) {
    const value = walk(bound, steps, scope, evaluate)
    // What a loop inside an expression names is part of the expression.
    return bound.span.file === '' ? used({ value }, expression.span) : value
  }
  const [first, ...rest] = steps
  const found = first?.kind === 'attribute' ? rooted(at.name, first.name, rest, scope, evaluate) : undefined
  if (!found) return unknown(textOf(expression.span), expression.span)
  const { value, passed, behind = rest } = found
  return used({ value: walk(value, behind, scope, evaluate), ...(passed && { passed }) }, expression.span)
}

function rooted(
  root: string,
  name: string,
  rest: Step[],
  { around, depth }: Scope,
  evaluate: Evaluate,
): (Found & { behind?: Step[] }) | undefined {
  if (root === 'var') return around.variable(name, depth)
  if (root === 'path') {
    const path = around.path(name)
    return path === undefined ? undefined : { value: known(path, (rest[0] ?? { span: noSpan }).span) }
  }
  if (root === 'local') {
    const value = around.local(name, depth)
    return value && { value }
  }
  if (root !== 'module') return undefined
  const [first, second] = rest
  const key = first?.kind === 'index' ? evaluate(first.key, { around, names: new Map(), depth }) : undefined
  const output = key ? second : first
  if (output?.kind !== 'attribute') return undefined
  const value = around.output(name, key, output.name, depth)
  return value && { value, behind: rest.slice(key ? 2 : 1) }
}

const noSpan: Span = { file: '', text: '', start: 0, end: 0 }

/** A value at its use: found where it is written, but what a call passes is found where it is used. */
function used({ value, passed }: Found, use: Span): Value {
  if (value.kind === 'unknown') return { ...value, span: use }
  if (passed) return { ...value, via: [passed, ...(value.via ?? [])].slice(0, limits.via), use }
  if (value.span.file === '') return { ...value, span: use }
  const via: Via = { message: 'It is used here.', span: use }
  return withVia(value, via)
}

function walk(value: Value, steps: readonly Step[], scope: Scope, evaluate: Evaluate): Value {
  let at = value
  for (const step of steps) {
    const next = step.kind === 'attribute' ? member(at, step.name, step.span) : indexed(at, step, scope, evaluate)
    at = partOf(at, next)
    if (at.kind === 'unknown') return at
  }
  return at
}

function member(value: Value, name: string, span: Span): Value {
  if (value.kind === 'unknown') return { ...value, mayBeAbsent: true }
  if (value.kind !== 'map') return failed(span)
  return entryOf(value, name)?.value ?? (value.open === undefined ? failed(span) : unknown(value.open, span, true))
}

function indexed(
  value: Value,
  { key, span }: Extract<Step, { kind: 'index' }>,
  scope: Scope,
  evaluate: Evaluate,
): Value {
  if (value.kind === 'unknown') return { ...value, mayBeAbsent: true }
  const at = evaluate(key, scope)
  if (at.kind === 'unknown') return unknownBy(at, span, true)
  if (value.kind === 'list') {
    const number = toWhole(at)
    return (number === undefined || value.isSet ? undefined : value.items[number]) ?? failed(span)
  }
  const name = toText(at)
  return name === undefined ? failed(span) : member(value, name, span)
}
