import type { Attribute, Block, Body } from '../../document/hcl/syntax.ts'
import { isObject, type Json, type JsonObject, nearestNumber } from '../../model/json.ts'
import { configurationShape, type FieldShape } from '../../resource/field-shape.ts'
import { snakeNaming } from '../../resource/names.ts'
import type { Entry, MapValue, Span, Value } from '../resource/value.ts'
import { object, referencesOf } from './plan-format.ts'

/** What a plan says of a resource, or of one block of it, and where the source writes it. */
interface Part {
  after: JsonObject
  unknown: Json | undefined
  expressions: JsonObject
  /** Absent where no source is at hand. */
  body: Body | undefined
  /** Where stands what the source does not write. */
  span: Span
}

type Fields = Extract<FieldShape, { type: 'fields' }>

/** The values of a plan, as properties in Terraform's names. */
export function planProperties(part: Part): MapValue {
  return fields(part, configurationShape())
}

function fields({ after, unknown, expressions, body, span }: Part, shape: Fields): MapValue {
  const kinds = new Map(Object.entries(shape.fields).map(([name, field]) => [snakeNaming.ownName(name), field]))
  const open = object(unknown)
  const entries = [...kinds].flatMap(([key, field]): Entry[] => {
    const written = body && writtenAs(body, key)
    const place = { key, keySpan: written?.head ?? span }
    const valueSpan = written?.span ?? span
    const value = after[key] ?? null
    if (open[key] === true) {
      return [{ ...place, value: { kind: 'unknown', refersTo: nameOf(expressions[key]), span: valueSpan } }]
    }
    if (field.type !== 'fields') {
      return value === null ? [] : [{ ...place, value: plain(value, open[key], expressions[key], valueSpan) }]
    }
    // A block is a list of one.
    const [first] = Array.isArray(value) ? value : [value]
    if (!isObject(first)) return []
    const inner = { after: first, unknown: onlyOf(open[key]), expressions: object(onlyOf(expressions[key])) }
    return [{ ...place, value: fields({ ...inner, body: written?.body, span: valueSpan }, field) }]
  })
  return { kind: 'map', entries, span }
}

const onlyOf = (value: Json | undefined): Json | undefined => (Array.isArray(value) ? value[0] : value)

function plain(value: Json, unknown: Json | undefined, expression: Json | undefined, span: Span): Value {
  if (unknown === true) return { kind: 'unknown', refersTo: nameOf(expression), span }
  if (Array.isArray(value)) {
    const open = Array.isArray(unknown) ? unknown : []
    return { kind: 'list', items: value.map((item, at) => plain(item, open[at], expression, span)), span }
  }
  if (value === null) return { kind: 'absent', span }
  if (typeof value !== 'object') return { kind: 'known', value, span }
  if (!isObject(value)) return { kind: 'known', value: nearestNumber(value), span }
  const open = object(unknown)
  const keys = [...new Set([...Object.keys(value), ...Object.keys(open)])]
  const entries = keys.map((key): Entry => {
    const inner = plain(value[key] ?? null, open[key], expression, span)
    return { key, keySpan: span, value: inner }
  })
  return { kind: 'map', entries, span }
}

function nameOf(expression: Json | undefined): string {
  const [first] = referencesOf(expression)
  return first === undefined ? 'known after apply' : `${first}, known after apply`
}

interface WrittenAs {
  head: Span
  span: Span
  body?: Body
}

/** Where the source has an argument or a block. */
function writtenAs({ attributes, blocks }: Body, name: string): WrittenAs | undefined {
  const attribute: Attribute | undefined = attributes.find((each) => each.name === name)
  if (attribute) return { head: attribute.nameSpan, span: attribute.value.span }
  const block: Block | undefined = blocks.find(
    ({ type, labels }) => type === name || (type === 'dynamic' && labels[0] === name),
  )
  if (!block) return undefined
  const head = { ...block.span, end: block.span.start + block.type.length }
  const content = block.type === 'dynamic' ? block.body.blocks.find(({ type }) => type === 'content') : block
  return { head, span: block.span, ...(content && { body: content.body }) }
}

/** The texts of what a plan marks as sensitive. */
export function secretsIn(marked: readonly (readonly [value: Json | undefined, mask: Json | undefined])[]): string[] {
  const found = new Set<string>()
  const collect = (value: Json | undefined, mask: Json | undefined): void => {
    if (value === undefined || value === null || mask === undefined || mask === false) return
    if (Array.isArray(value)) {
      for (const [at, item] of value.entries())
        collect(item, mask === true ? true : Array.isArray(mask) ? mask[at] : undefined)
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) collect(inner, mask === true ? true : object(mask)[key])
    } else if (mask === true && value !== '') found.add(String(value))
  }
  for (const [value, mask] of marked) collect(value, mask)
  return [...found]
}
