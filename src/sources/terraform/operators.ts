import type { Scalar, Span, Value } from '../resource/value.ts'
import { failed, isEqual, isFailed, known, textOf, toFlag, toNumber, unknown, unknownBy, unknownIn } from './values.ts'

export function unary(operator: string, value: Value, span: Span): Value {
  if (value.kind === 'unknown') return unknownBy(value, span)
  if (operator === '-') return ofNumber(toNumber(value), span, (number) => -number)
  const flag = value.kind === 'known' ? toFlag(value.value) : undefined
  return flag === undefined ? failed(span) : known(!flag, span)
}

/** The right side is asked for only when the left one does not decide. */
export function binary(operator: string, left: Value, right: () => Value, span: Span): Value {
  if (operator === '&&' || operator === '||') return logical(operator === '||', left, right, span)
  const other = right()
  for (const value of [left, other]) if (isFailed(value)) return failed(span)
  if (operator === '==' || operator === '!=') {
    const open = unknownIn(left) ?? unknownIn(other)
    if (open) return decidedByKind(left, other, operator, span) ?? unknown(open.refersTo, span)
    return known(isEqual(left, other) === (operator === '=='), span)
  }
  for (const value of [left, other]) if (value.kind === 'unknown') return unknownBy(value, span)
  const [a, b] = [toNumber(left), toNumber(other)]
  // Terraform has an answer for what is left of a division by zero; it is nobody's intent.
  if (operator === '%' && b === 0) return unknown(textOf(span), span)
  const result = a === undefined || b === undefined ? undefined : calculations[operator]?.(a, b)
  return result === undefined || Number.isNaN(result) ? failed(span) : known(rounded(result), span)
}

/** Terraform counts in decimals: a tenth times three is three tenths. */
function rounded(result: Scalar): Scalar {
  return typeof result === 'number' && !Number.isInteger(result) ? Number(result.toPrecision(15)) : result
}

/** Something that is there, whatever is inside, is not null. */
function decidedByKind(left: Value, right: Value, operator: string, span: Span): Value | undefined {
  const isThere = ({ kind }: Value): boolean => kind === 'list' || kind === 'map'
  const differ = (left.kind === 'absent' && isThere(right)) || (right.kind === 'absent' && isThere(left))
  return differ ? known(operator === '!=', span) : undefined
}

/** The value that decides: true of an or, false of an and. */
function logical(deciding: boolean, left: Value, right: () => Value, span: Span): Value {
  const flagOf = (value: Value): boolean | undefined => (value.kind === 'known' ? toFlag(value.value) : undefined)
  if (flagOf(left) === deciding) return known(deciding, span)
  if (isFailed(left)) return failed(span)
  const other = right()
  if (flagOf(other) === deciding && left.kind === 'unknown') return known(deciding, span)
  for (const value of [left, other]) if (value.kind === 'unknown') return unknownBy(value, span)
  const [a, b] = [flagOf(left), flagOf(other)]
  return a === undefined || b === undefined ? failed(span) : known(deciding ? a || b : a && b, span)
}

const calculations: Record<string, (a: number, b: number) => Scalar & (number | boolean)> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function ofNumber(number: number | undefined, span: Span, calculate: (number: number) => number): Value {
  return number === undefined ? failed(span) : known(calculate(number), span)
}
