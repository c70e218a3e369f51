import type { Entry, ListValue, MapValue, Scalar, Span, UnknownValue, Value, Via } from '../resource/value.ts'
import { limits } from './budget.ts'

export function known(value: Scalar, span: Span): Value {
  return { kind: 'known', value, span }
}

export function absent(span: Span): Value {
  return { kind: 'absent', span }
}

/** What is unknown because it would fail, which `try` and `can` ask about. */
interface Failed extends UnknownValue {
  fails?: true
}

export function unknown(refersTo: string, span: Span, mayBeAbsent = false): UnknownValue {
  return { kind: 'unknown', refersTo, span, ...(mayBeAbsent && { mayBeAbsent }) }
}

/** Of what Terraform itself refuses, such as an index beyond a list. */
export function failed(span: Span): Failed {
  return { kind: 'unknown', refersTo: textOf(span), span, fails: true }
}

/** Of something that is made of what is unknown; what fails inside fails the whole. */
export function unknownBy(value: UnknownValue, span: Span, mayBeAbsent = false): UnknownValue {
  return { ...unknown(value.refersTo, span, mayBeAbsent), ...(isFailed(value) && { fails: true }) }
}

export const isFailed = (value: Value): boolean => value.kind === 'unknown' && (value as Failed).fails === true

export function list(items: readonly Value[], span: Span): ListValue | UnknownValue {
  return bounded({ kind: 'list', items, span })
}

export function map(entries: readonly Entry[], span: Span): MapValue | UnknownValue {
  return bounded({ kind: 'map', entries, span })
}

/** A few lines can make a value that holds itself a million times over: going through one takes bounded time. */
function bounded<V extends Value>(value: V): V | UnknownValue {
  return weightOf(value) > limits.parts ? unknown('a value of more than 50,000 parts', value.span) : value
}

const weights = new WeakMap<Value, number>()

/** How many parts a value has, those of its parts included. */
export function weightOf(value: Value): number {
  if (value.kind !== 'list' && value.kind !== 'map') return 1
  const done = weights.get(value)
  if (done !== undefined) return done
  const inner = value.kind === 'list' ? value.items : value.entries.map((each) => each.value)
  const weight = inner.reduce((sum, each) => sum + weightOf(each), 1)
  weights.set(value, weight)
  return weight
}

/** The value with a further place on its way. */
export function withVia<V extends Value>(value: V, via: Via): V {
  const all = [...(value.via ?? []), via]
  return { ...value, via: all.length > limits.via ? [...all.slice(0, limits.via - 1), via] : all }
}

/** An expression as people would write it down in a sentence. */
export function textOf({ text, start, end }: Span): string {
  const written = text.slice(start, Math.min(end, start + 200)).replaceAll(/\s+/g, ' ')
  // In the JSON syntax an expression stands in a text.
  const short = written.replace(/^"\$\{([^"\\{}]*)\}"$/, '$1')
  return short.length > 60 ? `${short.slice(0, 57)}…` : short
}

/** What a loop goes through, with the key of each; undefined for what is no list and no map that is known. */
export function pairsOf(value: Value): [key: Value, item: Value][] | undefined {
  if (value.kind === 'list') return value.items.map((item, at) => [value.isSet ? item : known(at, item.span), item])
  if (value.kind !== 'map' || value.open !== undefined) return undefined
  // Terraform goes through maps by their keys.
  const sorted = value.entries.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  return sorted.map((entry) => [known(entry.key, entry.keySpan), entry.value])
}

/** The first unknown in a value, however deep; undefined where all is known. */
export function unknownIn(value: Value, depth = 0): UnknownValue | undefined {
  if (value.kind === 'unknown') return value
  if (depth > 64) return unknown('what is nested too deep', value.span)
  if (value.kind === 'map' && value.open !== undefined) return unknown(value.open, value.span)
  const inner =
    value.kind === 'list' ? value.items : value.kind === 'map' ? value.entries.map((each) => each.value) : []
  for (const each of inner) {
    const found = unknownIn(each, depth + 1)
    if (found) return found
  }
  return undefined
}

/** As Terraform turns a value into text; undefined for what it cannot. */
export function toText(value: Value): string | undefined {
  return value.kind === 'known' ? String(value.value) : undefined
}

export function toNumber(value: Value): number | undefined {
  if (value.kind !== 'known' || typeof value.value === 'boolean' || String(value.value).trim() === '') return undefined
  const number = Number(value.value)
  return Number.isFinite(number) ? number : undefined
}

export function toWhole(value: Value): number | undefined {
  const number = toNumber(value)
  return Number.isInteger(number) ? number : undefined
}

export function toFlag(value: Scalar): boolean | undefined {
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === '1') return true
  return value === 'false' || value === '0' ? false : undefined
}

/** Whether two values that are known through and through are the same. */
export function isEqual(a: Value, b: Value, depth = 0): boolean {
  if (depth > 64 || a.kind !== b.kind) return false
  if (a.kind === 'known' && b.kind === 'known') return a.value === b.value
  if (a.kind === 'list' && b.kind === 'list') {
    return (
      a.items.length === b.items.length && a.items.every((item, at) => isEqual(item, b.items[at] as Value, depth + 1))
    )
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const others = new Map(b.entries.map(({ key, value }) => [key, value]))
    return (
      a.entries.length === b.entries.length &&
      a.entries.every(({ key, value }) => {
        const other = others.get(key)
        return other !== undefined && isEqual(value, other, depth + 1)
      })
    )
  }
  return a.kind === 'absent'
}
