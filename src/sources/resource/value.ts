/** What a template or a module says of a value, with what is known of it and where that stands. */

/** A piece of a file's text. Offsets are UTF-16 units, `end` is exclusive. */
export interface Span {
  file: string
  text: string
  start: number
  end: number
}

/** Whether a piece is part of another, in one file. */
export const isInside = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end

/** Another place on a value's way, such as the use of a default; innermost first. */
export interface Via {
  message: string
  span: Span
  /** The call that it is part of, and speaks for. */
  call?: Via | undefined
}

/** A place that reads what is written elsewhere. */
export interface Reader {
  at: string
  span: Span
}

/** What a value came through that others may read as well. */
export interface Shared {
  name: string
  /** All that read it. */
  readers: readonly Reader[]
  /** Tells this one from the other readers. */
  at: string
  /** What it can be, in texts; absent: anything. */
  allowed?: readonly string[]
}

interface Written {
  /** Where the value itself is written, which is where a finding about it stands. */
  span: Span
  /** Where it stands instead, of what a call passes to a module: its use there. */
  use?: Span
  via?: readonly Via[]
  /** Added to a finding's message: ` (the default of parameter Tokens)`, ` (where condition IsProd is false)`. */
  note?: string
  /** Innermost first; a change reaches all that read it. */
  shared?: readonly Shared[]
  /** Made of a text that says something else as it stands, so that it has no place of its own to be changed. */
  isComposed?: true
}

/** `null` is a value that is none, which no field takes. */
export type Scalar = string | number | boolean | null

/** A literal, or what the file itself resolves to. */
export interface KnownValue extends Written {
  kind: 'known'
  value: Scalar
}

export interface ListValue extends Written {
  kind: 'list'
  items: readonly Value[]
  /** Of Terraform: an item is its own key. */
  isSet?: true
}

export interface MapValue extends Written {
  kind: 'map'
  entries: readonly Entry[]
  /** What may bring further entries, such as `AWS::Include`: what is absent then is unknown. */
  open?: string
}

export interface Entry {
  /** In the language's own words. */
  key: string
  keySpan: Span
  value: Value
  /** The expression behind the key, where that may be more than the value's own place. */
  written?: Span
}

/** Only deployment knows it; it counts as stated. */
export interface UnknownValue extends Written {
  kind: 'unknown'
  /** What it refers to, as people would write it: `!Ref Logs`, `var.subnet_id`. */
  refersTo: string
  /** Whether there is a value at all is unknown too, as of a dynamic block over an unknown list. */
  mayBeAbsent?: boolean
}

/** Left out on purpose, such as by `AWS::NoValue` or `null`, at a place of its own. */
export interface AbsentValue extends Written {
  kind: 'absent'
}

export type Value = KnownValue | ListValue | MapValue | UnknownValue | AbsentValue

/** The entry of a map; undefined where there is none. */
export function entryOf({ entries }: MapValue, key: string): Entry | undefined {
  return entries.find((entry) => entry.key === key)
}

/** So many places on a value's way are kept. */
const mostVia = 8

/** A part of a list or a map, to which what led to the whole leads as well. */
export function partOf(whole: Value, part: Value): Value {
  const { via = [], note, use } = whole
  if (via.length === 0 && note === undefined && !use) return part
  const more = via.filter((each) => !part.via?.includes(each))
  return {
    ...part,
    ...(more.length > 0 && { via: [...(part.via ?? []), ...more].slice(0, mostVia) }),
    ...(note !== undefined && part.note === undefined && { note }),
    ...(use && !part.use && { use }),
  }
}
