import { parseXML } from '@aws-sdk/xml-builder'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'

/**
 * The parameters of a query: members of objects and lists by dots, `Filter.1.Value.2`; lists of the query protocol have
 * `member` before their number, EC2's do not.
 */
export function formOf(input: JsonObject, isEc2: boolean): URLSearchParams {
  const form = new URLSearchParams()
  function add(name: string, value: Json): void {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) add(`${name}.${isEc2 ? '' : 'member.'}${index + 1}`, item)
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) add(`${name}.${key}`, inner)
    } else if (value !== null) {
      form.set(name, String(value))
    }
  }
  for (const [key, value] of Object.entries(input)) add(key, value)
  return form
}

/** The root element of an answer: lists and maps as such, all else that is no element as text. */
export function readXml(text: string): { root: string; value: JsonObject } {
  const [[root, value] = ['', '']] = Object.entries(parseXML(text) as JsonObject)
  const plain = plainOf(value)
  return { root, value: isObject(plain) ? plain : {} }
}

function plainOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(plainOf)
  if (!isObject(value)) return value
  const { xmlns: _, ...members } = value
  const [[key, inner] = ['', null], another] = Object.entries(members)
  if (another === undefined && (key === 'member' || key === 'item')) return listOf(inner).map(plainOf)
  if (another === undefined && key === 'entry') return mapOf(listOf(inner))
  return Object.fromEntries(Object.entries(members).map(([name, each]) => [name, plainOf(each)]))
}

function mapOf(entries: Json[]): JsonObject {
  return Object.fromEntries(
    entries.filter(isObject).map(({ key = '', value = '' }) => [String(key), plainOf(value)] as const),
  )
}

/** A list of an answer; one without items is absent, or an element without content. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined || value === '' || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** Code and message of a failed call, however its protocol writes them. */
export function readError(text: string, headers: Record<string, string>): { code?: string; message?: string } {
  const body = parsed(text)
  const nested = isObject(body.Errors) ? body.Errors.Error : body.Error
  const error = isObject(nested) ? nested : body
  const code = headers['x-amzn-errortype'] ?? error.Code ?? error.__type ?? error.code
  const message = error.Message ?? error.message
  return {
    // `com.amazonaws.kms#NotFoundException`, `NotFoundException:http://…`
    ...(typeof code === 'string' && code !== '' && { code: code.replace(/^.*#/, '').replace(/:.*$/, '') }),
    ...(typeof message === 'string' && { message }),
  }
}

function parsed(text: string): JsonObject {
  try {
    const value: Json = text.trimStart().startsWith('<') ? readXml(text).value : JSON.parse(text || '{}')
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}
