import type { Json, JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import type { Reply } from './exchange.ts'

export function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`
}

/** The members of an object as elements; lists have an element `item` for each of theirs. */
export function elementsOf(value: JsonObject, item: string): string {
  return Object.entries(value)
    .map(([name, inner]) => elementOf(name, inner, item))
    .join('')
}

function elementOf(name: string, value: Json, item: string): string {
  if (Array.isArray(value)) return `<${name}>${value.map((each) => elementOf(item, each, item)).join('')}</${name}>`
  return isObject(value) ? `<${name}>${elementsOf(value, item)}</${name}>` : element(name, String(value))
}

/** XML has no way to write control characters. */
function escapeXml(text: string): string {
  const printable = text.replaceAll(/\p{Cc}/gu, '\ufffd')
  return printable.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

export function xmlReply(status: number, requestId: string, body: string): Reply {
  return { status, headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId }, body }
}
