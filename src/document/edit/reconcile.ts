import { append } from '../../model/append.ts'
import { isEqual } from '../../model/is-equal.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import type { MapEntry, MapNode, SourceNode } from '../node.ts'
import { toJson } from '../yaml/to-json.ts'
import type { Edit } from './edit.ts'
import type { EditBuffer } from './edit-buffer.ts'
import { insertEntries } from './insert.ts'
import { ownEntries } from './layout.ts'
import { removeEntries } from './remove.ts'
import { replacement } from './write-value.ts'

/**
 * The edits that make a map say `wanted`, nothing else touched; undefined where that cannot be done by editing here: a
 * value behind an alias or aliased elsewhere, a block that would become a scalar.
 */
export function reconcile(map: MapNode, wanted: JsonObject, buffer: EditBuffer): Edit[] | undefined {
  if (map.shared) return undefined
  const own = ownEntries(map)
  const removed: MapEntry[] = []
  const edits: Edit[] = []
  for (const entry of map.entries) {
    const value = wanted[entry.key]
    if (value !== undefined && isEqual(toJson(entry.value), value)) continue
    const change = own.includes(entry) ? changeEntry(entry, value, buffer) : undefined
    if (!change) return undefined
    if (change === 'remove') removed.push(entry)
    else append(edits, change)
  }
  const known = new Set(map.entries.map(({ key }) => key))
  const added = Object.entries(wanted).filter(([key]) => !known.has(key))
  const removals = removeEntries(map, own, removed, buffer)
  const insertions = insertEntries(map, own, removed, added, buffer)
  return removals && insertions && [...edits, ...removals, ...insertions]
}

function changeEntry(
  { value: node }: MapEntry,
  value: Json | undefined,
  buffer: EditBuffer,
): Edit[] | 'remove' | undefined {
  if (node.shared) return undefined
  if (value === undefined) return 'remove'
  if (node.kind === 'map' && isObject(value)) return reconcile(node, value, buffer)
  return replaced(node, value, buffer)
}

/** The edit that puts another value in the place of a node; undefined for a block, and where others share it. */
export function replaced(node: SourceNode, value: Json, buffer: EditBuffer): Edit[] | undefined {
  if (node.shared || (node.kind !== 'scalar' && !node.flow)) return undefined
  const written = buffer.text.slice(node.start, node.end)
  const text = replacement(value, written, buffer.style)
  return [{ start: node.start, end: node.end, text: node.start === node.end ? ` ${text}` : text }]
}
