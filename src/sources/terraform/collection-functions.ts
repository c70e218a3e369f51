import { type Entry, entryOf, type ListValue, type MapValue, type Span, type Value } from '../resource/value.ts'
import { alike, asList, asMap, compare, distinct, setOf, texts } from './collections.ts'
import type { FunctionKind, TerraformFunction } from './function-kind.ts'
import { jsonText, lettersOf } from './letters.ts'
import { isEqual, isFailed, known, list, map, toFlag, toNumber, toText, toWhole, unknown, unknownBy } from './values.ts'

const lenient = (call: TerraformFunction): FunctionKind => ({ call, lenient: true })
const mayGiveNull = (call: TerraformFunction): FunctionKind => ({ call, lenient: true, mayGiveNull: true })

/** Of a function that takes no sets, which have no order. */
function inOrderOnly(call: TerraformFunction): FunctionKind {
  const isSet = (value: Value): boolean => value.kind === 'list' && value.isSet === true
  return lenient((args, span) => (args.some(isSet) ? undefined : call(args, span)))
}

/** A function of lists alone. */
function ofLists(calculate: (lists: ListValue[], span: Span) => Value | undefined): TerraformFunction {
  return (args, span) => {
    const lists = args.filter((arg) => arg.kind === 'list')
    return lists.length === args.length ? calculate(lists, span) : undefined
  }
}

const isEmptyText = (value: Value): boolean => value.kind === 'known' && value.value === ''

function flattened(items: readonly Value[], depth = 0): Value[] {
  return items.flatMap((item) => (item.kind === 'list' && depth < 64 ? flattened(item.items, depth + 1) : [item]))
}

function merged(args: readonly Value[], span: Span): Value | undefined {
  const entries = new Map<string, Entry>()
  let open: string | undefined
  for (const arg of args) {
    if (arg.kind === 'absent') continue
    if (isFailed(arg)) return undefined
    if (arg.kind === 'unknown') {
      // What is unknown may replace all that came before.
      entries.clear()
      open ??= arg.refersTo
    } else if (arg.kind === 'map') {
      if (arg.open !== undefined) entries.clear()
      open ??= arg.open
      for (const entry of arg.entries) entries.set(entry.key, entry)
    } else return undefined
  }
  return { ...map([...entries.values()], span), ...(open !== undefined && { open }) }
}

/** The first that is neither null nor empty; one that is unknown may be either. */
function coalesced(args: readonly Value[], span: Span): Value | undefined {
  for (const arg of args) {
    if (arg.kind === 'unknown') return unknownBy(arg, span)
    if (arg.kind !== 'absent' && !isEmptyText(arg)) return arg
  }
  return undefined
}

function lookedUp([of, key, fallback]: readonly Value[], span: Span): Value | undefined {
  const name = key && toText(key)
  if (of?.kind !== 'map' || name === undefined) return undefined
  return entryOf(of, name)?.value ?? (of.open === undefined ? fallback : unknown(of.open, span))
}

function element([of, at]: readonly Value[]): Value | undefined {
  const index = at && toWhole(at)
  if (of?.kind !== 'list' || index === undefined || of.items.length === 0) return undefined
  return of.items[((index % of.items.length) + of.items.length) % of.items.length]
}

function sliced([of, from, to]: readonly Value[], span: Span): Value | undefined {
  const [start, end] = [from && toWhole(from), to && toWhole(to)]
  if (of?.kind !== 'list' || start === undefined || end === undefined || start > end) return undefined
  return end > of.items.length ? undefined : list(of.items.slice(start, end), span)
}

function ranged(args: readonly Value[], span: Span): Value | undefined {
  const numbers = args.map(toNumber)
  if (numbers.includes(undefined) || numbers.length < 1 || numbers.length > 3) return undefined
  const [a = 0, b] = numbers as number[]
  const [start, end] = b === undefined ? [0, a] : [a, b]
  const step = (numbers as number[])[2] ?? (end < start ? -1 : 1)
  if (step === 0 || (step > 0 ? end < start : end > start)) return undefined
  const count = Math.max(0, Math.ceil((end - start) / step))
  // Terraform refuses more.
  if (count > 1024) return undefined
  return list(
    Array.from({ length: count }, (_, at) => known(start + at * step, span)),
    span,
  )
}

function sizeOf([value]: readonly Value[], span: Span): Value | undefined {
  if (value?.kind === 'list') return known(value.items.length, span)
  if (value?.kind === 'map') {
    return value.open === undefined ? known(value.entries.length, span) : unknown(value.open, span)
  }
  const text = value && toText(value)
  return text === undefined ? undefined : known(lettersOf(text).length, span)
}

const inOrder = ({ entries }: MapValue): Entry[] => entries.toSorted((a, b) => compare(a.key, b.key))

function ofMap(calculate: (value: MapValue, span: Span) => Value): TerraformFunction {
  return ([value], span) => {
    if (value?.kind !== 'map') return undefined
    return value.open === undefined ? calculate(value, span) : unknown(value.open, span)
  }
}

function zipped([keys, values]: readonly Value[], span: Span): Value | undefined {
  if (keys?.kind !== 'list' || values?.kind !== 'list' || keys.items.length !== values.items.length) return undefined
  const entries = new Map<string, Entry>()
  for (const [at, key] of keys.items.entries()) {
    const name = toText(key)
    if (name === undefined) return undefined
    entries.set(name, { key: name, keySpan: key.span, value: values.items[at] as Value })
  }
  return map([...entries.values()], span)
}

/** Whether all, or any, of a list is true. */
function everyFlag(wanted: boolean): TerraformFunction {
  return ([of], span) => {
    if (of?.kind !== 'list') return undefined
    const flags = of.items.map((item) => (item.kind === 'known' ? toFlag(item.value) : undefined))
    return known(wanted ? flags.every((flag) => flag === true) : flags.some((flag) => flag === true), span)
  }
}

function oneOf([of]: readonly Value[], span: Span): Value | undefined {
  if (of?.kind !== 'list' || of.items.length > 1) return undefined
  return of.items[0] ?? { kind: 'absent', span }
}

function jsonOf([value]: readonly Value[], span: Span): Value | undefined {
  const plain = (each: Value): unknown => {
    if (each.kind === 'list') return each.items.map(plain)
    if (each.kind === 'map') return Object.fromEntries(inOrder(each).map((entry) => [entry.key, plain(entry.value)]))
    return each.kind === 'known' ? each.value : null
  }
  return value && known(jsonText(plain(value)), span)
}

export const collectionFunctions: Record<string, FunctionKind> = {
  merge: { ...lenient(merged), partial: true },
  coalesce: { ...lenient(coalesced), partial: true },
  concat: inOrderOnly(
    ofLists((lists, span) =>
      list(
        lists.flatMap(({ items }) => items),
        span,
      ),
    ),
  ),
  flatten: { call: ofLists(([of], span) => of && list(flattened(of.items), span)) },
  compact: {
    call: ofLists(
      ([of], span) =>
        of &&
        list(
          texts(of.items).filter((item) => item.kind !== 'absent' && !isEmptyText(item)),
          span,
        ),
    ),
  },
  distinct: { call: ofLists(([of], span) => of && list(distinct(alike(of.items)), span)) },
  toset: { call: ofLists(([of]) => of && setOf(of.items, of.span)), mayGiveNull: true },
  tolist: mayGiveNull(([of]) => asList(of)),
  tomap: mayGiveNull(([of]) => asMap(of)),
  setunion: {
    call: ofLists((lists, span) =>
      setOf(
        lists.flatMap(({ items }) => items),
        span,
      ),
    ),
  },
  sort: { call: ofLists(([of], span) => of && list(texts(of.items).toSorted(byText), span)) },
  reverse: lenient(ofLists(([of], span) => of && list(of.items.toReversed(), span))),
  coalescelist: { ...inOrderOnly(ofLists((lists) => lists.find(({ items }) => items.length > 0))), lenient: false },
  contains: {
    call: ([of, item], span) => {
      if (of?.kind !== 'list' || !item) return undefined
      return known(
        of.items.some((each) => isEqual(each, item)),
        span,
      )
    },
  },
  index: {
    call: ([of, item], span) => {
      const at = of?.kind === 'list' && item ? of.items.findIndex((each) => isEqual(each, item)) : -1
      return at < 0 ? undefined : known(at, span)
    },
  },
  element: { ...inOrderOnly(element), mayGiveNull: true },
  lookup: mayGiveNull(lookedUp),
  slice: inOrderOnly(sliced),
  range: { call: ranged },
  length: lenient(sizeOf),
  keys: lenient(
    ofMap((value, span) =>
      list(
        inOrder(value).map((entry) => known(entry.key, entry.keySpan)),
        span,
      ),
    ),
  ),
  values: lenient(
    ofMap((value, span) =>
      list(
        inOrder(value).map((entry) => entry.value),
        span,
      ),
    ),
  ),
  zipmap: { call: zipped },
  alltrue: { call: everyFlag(true) },
  anytrue: { call: everyFlag(false) },
  one: mayGiveNull(oneOf),
  sum: {
    call: ([of], span) => {
      const numbers = of?.kind === 'list' ? of.items.map(toNumber) : [undefined]
      if (numbers.length === 0 || numbers.includes(undefined)) return undefined
      return known(
        (numbers as number[]).reduce((sum, number) => sum + number, 0),
        span,
      )
    },
  },
  jsonencode: { call: jsonOf },
  sensitive: mayGiveNull(([value]) => value),
  nonsensitive: mayGiveNull(([value]) => value),
}

function byText(a: Value, b: Value): number {
  return compare(toText(a) ?? '', toText(b) ?? '')
}
