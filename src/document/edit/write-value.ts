import type { Json, JsonObject } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import { parse } from '../yaml/parse.ts'
import { toJson } from '../yaml/to-json.ts'

export interface Style {
  /** Keys and text in double quotes. */
  json: boolean
  /** One level of indentation. */
  step: string
  lineBreak: string
}

/** `key: value` as it goes into a block map whose keys are indented by `indent`. */
export function blockEntry(key: string, value: Json, indent: string, style: Style): string {
  const { step, lineBreak } = style
  if (!isObject(value) || Object.keys(value).length === 0) return `${writeKey(key, style)}: ${flowValue(value, style)}`
  const inner = Object.entries(value).map(
    ([name, each]) => indent + step + blockEntry(name, each, indent + step, style),
  )
  return [`${writeKey(key, style)}:`, ...inner].join(lineBreak)
}

/** `key: value` as it goes into a flow map; over several lines when that map has its keys on lines of their own. */
export function flowEntry(key: string, value: Json, indent: string | undefined, style: Style): string {
  if (indent === undefined || !isObject(value) || Object.keys(value).length === 0) {
    return `${writeKey(key, style)}: ${flowValue(value, style)}`
  }
  const { step, lineBreak } = style
  const inner = Object.entries(value).map(([name, each]) => indent + step + flowEntry(name, each, indent + step, style))
  return `${writeKey(key, style)}: {${lineBreak}${inner.join(`,${lineBreak}`)}${lineBreak}${indent}}`
}

/** A map as an item of a list, on one line. */
export function writeItem(value: JsonObject, json: boolean): string {
  return flowMap(value, { json, step: '', lineBreak: '' })
}

/** A value on one line. */
function flowValue(value: Json, style: Style): string {
  if (Array.isArray(value)) return `[${value.map((item) => flowValue(item, style)).join(', ')}]`
  if (isObject(value)) return flowMap(value, style)
  return typeof value === 'string' && !style.json ? writeText(value) : JSON.stringify(value)
}

function flowMap(value: JsonObject, style: Style): string {
  const inner = Object.entries(value).map(([key, each]) => `${writeKey(key, style)}: ${flowValue(each, style)}`)
  if (inner.length === 0) return '{}'
  return style.json ? `{${inner.join(', ')}}` : `{ ${inner.join(', ')} }`
}

/** A scalar in place of another one, in the other's quotes. */
export function replacement(value: Json, written: string, style: Style): string {
  if (typeof value !== 'string') return flowValue(value, style)
  if (written.startsWith('"')) return JSON.stringify(value)
  if (written.startsWith("'")) return `'${value.replaceAll("'", "''")}'`
  return flowValue(value, style)
}

function writeKey(key: string, { json }: Style): string {
  return json ? JSON.stringify(key) : writeText(key)
}

/** Plain where that reads back as the same text, also inside a flow map; else in double quotes. */
function writeText(text: string): string {
  if (!/^[\w./@+=-][\w ./@+=:-]*$/.test(text)) return JSON.stringify(text)
  const { documents, problems } = parse(`{ a: ${text} }`, { json: false })
  const [top] = documents
  const read = top && toJson(top)
  return problems.length === 0 && isObject(read ?? null) && (read as JsonObject).a === text
    ? text
    : JSON.stringify(text)
}
