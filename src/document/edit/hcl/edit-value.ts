import { isObject, type Json } from '../../../model/json.ts'
import type { Expression, HclSpan as Span } from '../../hcl/syntax.ts'
import type { Edit } from '../edit.ts'
import { indentAt, lineEnd, startsLine } from '../layout.ts'
import type { BodyChange } from './bare.ts'
import type { HclSheet } from './edit-body.ts'
import { withoutLines } from './remove-lines.ts'
import { literal, objectKey } from './write-hcl.ts'

/** A value as it takes the place of another: what was text stays text, for its variable may be declared so. */
export function inPlaceOf({ span }: Expression, value: Json): Json {
  const isQuoted = span.text[span.start] === '"'
  return isQuoted && (typeof value === 'number' || typeof value === 'boolean') ? String(value) : value
}

/** The edit that puts a value in the place of a literal or a list; undefined for what is worked out. */
export function valueEdit(old: Expression, value: Json): Edit | undefined {
  const isAlike = old.kind === 'literal' ? !isObject(value) : old.kind === 'tuple' && Array.isArray(value)
  if (!isAlike) return undefined
  return { start: old.span.start, end: old.span.end, text: literal(value) }
}

/** What is left of an object without some of its items, up to its closing brace. */
function remaining(
  text: string,
  { start, end }: Span,
  gone: readonly { key: Expression; value: Expression }[],
): string {
  const cuts = [...gone.map(({ key, value }) => [key.span.start, value.span.end] as const), [end - 1, end] as const]
  return cuts.reduce<[string, number]>(([kept, at], [from, to]) => [kept + text.slice(at, from), to], ['', start])[0]
}

/** The edits that change the keys of an object. */
export function objectEdits(
  { items, span }: Extract<Expression, { kind: 'object' }>,
  { added, removed }: BodyChange,
  { text, lineBreak }: HclSheet,
): Edit[] | undefined {
  const isGone = ({ key }: (typeof items)[number]): boolean => key.kind === 'literal' && removed.has(String(key.value))
  const gone = items.filter(isGone)
  if (gone.length !== removed.size || text[span.start] !== '{') return undefined
  const last = items.findLast((item) => !isGone(item))
  const isLong = /[\r\n]/.test(text.slice(span.start, span.end))
  const removals = gone.map(({ key, value }): Edit => {
    const { start } = key.span
    // The comma behind an item goes with it; before the last one of a line it is the one before.
    const comma = /^[ \t]*,[ \t]*/.exec(text.slice(value.span.end))?.[0].length ?? 0
    if (isLong && startsLine(text, start)) return withoutLines(text, { start, end: value.span.end + comma })
    const before = comma > 0 ? 0 : (/,[ \t]*$/.exec(text.slice(span.start, start))?.[0].length ?? 0)
    return { start: start - before, end: value.span.end + comma, text: '' }
  })
  const entries = Object.entries(added)
  const isEmptied = !last && /^[{\s,]*$/.test(remaining(text, span, gone))
  if (entries.length === 0) return isEmptied ? [{ start: span.start, end: span.end, text: '{}' }] : removals
  const sign = last && text.slice(last.key.span.end, last.value.span.start).includes(':') ? ' : ' : ' = '
  const written = entries.map(([key, value]) => `${objectKey(key)}${sign}${literal(value)}`)
  if (!last || !startsLine(text, last.key.span.start)) {
    const inner = text.slice(span.start + 1, span.end - 1)
    if (!last && (inner.trim() !== '' || gone.length > 0)) return undefined
    if (!last) return [{ start: span.start, end: span.end, text: `{ ${written.join(', ')} }` }]
    return [...removals, { start: last.value.span.end, end: last.value.span.end, text: `, ${written.join(', ')}` }]
  }
  const indent = indentAt(text, last.key.span.start)
  const hasComma = /^[ \t]*,/.test(text.slice(last.value.span.end))
  const lines = written.map((line) => `${lineBreak}${indent}${line}${hasComma ? ',' : ''}`)
  const at = lineEnd(text, last.value.span.end)
  return at >= span.end ? undefined : [...removals, { start: at, end: at, text: lines.join('') }]
}
