import type { Span, Value } from '../resource/value.ts'
import { isEqual, list } from './values.ts'

/** Items of which each is there once; `undefined` where something unknown may equal another. */
export function distinct(items: readonly Value[]): Value[] {
  const kept: Value[] = []
  const seen = new Set<string>()
  for (const item of items) {
    if (item.kind === 'known') {
      const key = `${typeof item.value} ${item.value}`
      if (seen.has(key)) continue
      seen.add(key)
    } else if (kept.some((other) => other.kind === item.kind && item.kind !== 'unknown' && isEqual(other, item)))
      continue
    kept.push(item)
  }
  return kept
}

/** As a set gives its items back: each once, of one type, texts in order. */
export function setOf(items: readonly Value[], span: Span): Value {
  const once = distinct(alike(items))
  const ordered = once.filter((item) => item.kind === 'known').sort((a, b) => compare(a.value, b.value))
  const made = list([...ordered, ...once.filter((item) => item.kind !== 'known')], span)
  return made.kind === 'list' ? { ...made, isSet: true } : made
}

/** The items of a list have one type: where one is a text, numbers and flags are made texts. */
export function alike(items: readonly Value[]): readonly Value[] {
  if (!items.some((item) => item.kind === 'known' && typeof item.value === 'string')) return items
  return texts(items)
}

export function texts(items: readonly Value[]): readonly Value[] {
  return items.map((item) => (item.kind === 'known' ? { ...item, value: String(item.value) } : item))
}

export function asMap(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'map') return undefined
  const values = alike(value.entries.map((entry) => entry.value))
  return { ...value, entries: value.entries.map((entry, at) => ({ ...entry, value: values[at] ?? entry.value })) }
}

export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
}

export function asList(value: Value | undefined): Value | undefined {
  if (value?.kind !== 'list') return undefined
  const { isSet: _, ...plain } = value
  return { ...plain, items: alike(value.items) }
}
