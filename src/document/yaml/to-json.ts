import type { Json, JsonObject, Path } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import type { MapEntry, SourceNode } from '../node.ts'

/** The plain value of a node. */
export function toJson(node: SourceNode): Json {
  if (node.kind === 'scalar') return node.value
  // Counting, and looking at scalars here, takes half the time of iterators and calls.
  if (node.kind === 'list') {
    const list: Json[] = []
    for (let at = 0; at < node.items.length; at++) list.push(toJson(node.items[at] as SourceNode))
    return list
  }
  const object: JsonObject = {}
  for (let at = 0; at < node.entries.length; at++) {
    const { key, value } = node.entries[at] as MapEntry
    object[key] = value.kind === 'scalar' ? value.value : toJson(value)
  }
  return object
}

/** What stands at a path of a value; undefined where nothing does. */
export function valueAt(top: Json, path: Path): Json | undefined {
  let at: Json | undefined = top
  for (const key of path) at = at === undefined ? undefined : inside(at, key)
  return at
}

/** Whether a value is written at `path`, or a null above it that clears it. */
export function isWrittenIn(top: Json, path: Path): boolean {
  let at = top
  for (const key of path) {
    const inner = inside(at, key)
    if (inner === undefined) return at === null
    at = inner
  }
  return true
}

function inside(value: Json, key: string | number): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)]
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** `own` over `defaults`, key by key; a value of its own wins, null included. */
export function withDefaults(own: Json, defaults: Json | undefined): Json {
  if (!isObject(own) || !isObject(defaults)) return own
  const merged: JsonObject = { ...defaults }
  for (const key of Object.keys(own)) merged[key] = withDefaults(own[key] as Json, defaults[key])
  return merged
}
