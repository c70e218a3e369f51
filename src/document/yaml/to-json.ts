import type { Json, JsonObject } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import type { SourceNode } from '../node.ts'

/** The plain value of a node. */
export function toJson(node: SourceNode): Json {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map(toJson)
  const object: JsonObject = {}
  for (const { key, value } of node.entries) object[key] = toJson(value)
  return object
}

/** `own` over `defaults`, key by key; a value of its own wins, null included. */
export function withDefaults(own: Json, defaults: Json | undefined): Json {
  if (!isObject(own) || !isObject(defaults)) return own
  const merged: JsonObject = { ...defaults }
  for (const key of Object.keys(own)) merged[key] = withDefaults(own[key] as Json, defaults[key])
  return merged
}
