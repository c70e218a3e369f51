import type { UnknownField } from '../../lint/subject.ts'
import type { Json, JsonObject, Path } from '../../model/json.ts'
import { configurationShape, type FieldShape } from '../../resource/field-shape.ts'
import type { Naming } from '../../resource/names.ts'
import { pick, standInsFor } from './stand-in.ts'
import type { Entry, KnownValue, MapValue, Scalar, UnknownValue, Value } from './value.ts'

/** A value of a resource that the API's fields do not take. */
export interface Mistake {
  path: Path
  value: Value
  /** The key is none of the API's or the language's. */
  unknownKey?: Entry
}

export interface ReadConfiguration {
  /** One for each round of stand-ins; all that is known is the same in each. */
  rounds: JsonObject[]
  /** Without anything that stands in, for the schema. */
  known: JsonObject
  unknowns: UnknownField[]
  /** Of a wrong type, and left out. */
  mistakes: Mistake[]
}

/** Names beside the API's fields, such as `Name` and `Tags`, and what the language coerces. */
export interface Dialect {
  naming: Naming
  /** Own names at the top that are no fields of the configuration. */
  beside: readonly string[]
  /** Fields of the API, in its names, that the language has no word for, and a sentence about that. */
  lacking?: { fields: readonly string[]; why: string }
  /** What a scalar means where a flag or a number is wanted; undefined when it is none. */
  toFlag(value: Scalar): boolean | undefined
}

/** The configuration that a resource's properties describe, in the API's names. */
export function configurationOf(properties: MapValue, dialect: Dialect): ReadConfiguration {
  const reader = new Reader(dialect)
  const first = reader.fields(properties, configurationShape(), [], 0, true) as Built
  const rounds = [first.value as JsonObject]
  for (let round = 1; round < reader.rounds; round++) {
    rounds.push((reader.fields(properties, configurationShape(), [], round, false) as Built).value as JsonObject)
  }
  return { rounds, known: (first.known ?? {}) as JsonObject, unknowns: reader.unknowns, mistakes: reader.mistakes }
}

interface Built {
  value: Json
  /** Absent where nothing of it is known. */
  known?: Json
}

class Reader {
  readonly unknowns: UnknownField[] = []
  readonly mistakes: Mistake[] = []
  rounds = 1
  readonly #dialect: Dialect

  constructor(dialect: Dialect) {
    this.#dialect = dialect
  }

  fields(map: MapValue, shape: FieldShape & { type: 'fields' }, path: Path, round: number, isFirst: boolean): Built {
    const { ownName } = this.#dialect.naming
    const value: JsonObject = {}
    const known: JsonObject = {}
    const names = new Map(Object.keys(shape.fields).map((name) => [ownName(name), name]))
    for (const entry of map.entries) {
      const isLacking = path.length === 0 && this.#dialect.lacking?.fields.map(ownName).includes(entry.key)
      const name = isLacking ? undefined : names.get(entry.key)
      const field = name === undefined ? undefined : shape.fields[name]
      if (name === undefined || field === undefined) {
        const isBeside = path.length === 0 && this.#dialect.beside.includes(entry.key)
        if (isFirst && !isBeside)
          this.mistakes.push({ path: [...path, entry.key], value: entry.value, unknownKey: entry })
        continue
      }
      const built = this.value(entry.value, field, [...path, name], round, isFirst)
      if (!built) continue
      value[name] = built.value
      if (built.known !== undefined) known[name] = built.known
    }
    if (map.open !== undefined) this.#open(map.open, shape, value, path, round, isFirst)
    return { value, known }
  }

  value(value: Value, shape: FieldShape, path: Path, round: number, isFirst: boolean): Built | undefined {
    if (value.kind === 'absent') return undefined
    if (value.kind === 'unknown') return this.#unknown(value, shape, path, round, isFirst)
    if (shape.type === 'fields' && value.kind === 'map') return this.fields(value, shape, path, round, isFirst)
    if (shape.type === 'tags' && value.kind === 'map') return this.#tags(value, path, round, isFirst)
    if (shape.type === 'list' && value.kind === 'list') return this.#list(value.items, path, round, isFirst)
    const scalar = value.kind === 'known' ? this.#scalar(value, shape) : undefined
    if (scalar !== undefined) return { value: scalar, known: scalar }
    if (isFirst) this.mistakes.push({ path, value })
    return undefined
  }

  #scalar({ value }: KnownValue, shape: FieldShape): Scalar | undefined {
    if (value === null) return undefined
    if (shape.type === 'text') return String(value)
    if (shape.type === 'flag') return this.#dialect.toFlag(value)
    if (shape.type !== 'number' || typeof value === 'boolean' || String(value).trim() === '') return undefined
    const number = Number(value)
    return Number.isFinite(number) ? number : undefined
  }

  #list(items: readonly Value[], path: Path, round: number, isFirst: boolean): Built {
    const built = items.flatMap((item, at) => this.value(item, { type: 'text' }, [...path, at], round, isFirst) ?? [])
    return { value: built.map(({ value }) => value), known: built.flatMap(({ known }) => known ?? []) }
  }

  #tags({ entries, open }: MapValue, path: Path, round: number, isFirst: boolean): Built {
    const built = entries.flatMap(({ key, value }) => {
      const tag = this.value(value, { type: 'text' }, [...path, key], round, isFirst)
      return tag ? [[key, tag] as const] : []
    })
    if (open !== undefined && isFirst) this.unknowns.push({ path, refersTo: open })
    return {
      value: Object.fromEntries(built.map(([key, { value }]) => [key, value])),
      known: Object.fromEntries(built.flatMap(([key, { known }]) => (known === undefined ? [] : [[key, known]]))),
    }
  }

  #unknown(
    { refersTo, mayBeAbsent }: UnknownValue,
    shape: FieldShape,
    path: Path,
    round: number,
    isFirst: boolean,
  ): Built | undefined {
    const candidates = standInsFor(shape, mayBeAbsent)
    if (isFirst) {
      this.unknowns.push({ path, refersTo })
      this.rounds = Math.max(this.rounds, candidates.length)
    }
    const value = pick(candidates, round)
    return value === undefined ? undefined : { value }
  }

  /** What is not written may still come from elsewhere. */
  #open(
    refersTo: string,
    shape: FieldShape & { type: 'fields' },
    value: JsonObject,
    path: Path,
    round: number,
    isFirst: boolean,
  ): void {
    for (const [name, field] of Object.entries(shape.fields)) {
      if (name in value) continue
      const unknown = { refersTo, mayBeAbsent: true } as UnknownValue
      const built = this.#unknown(unknown, field, [...path, name], round, isFirst)
      if (built) value[name] = built.value
    }
  }
}
