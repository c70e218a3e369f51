import { canonicalJson } from '../model/canonical.ts'
import type { FieldChange, PlannedChange } from '../model/change.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { toPointer } from '../model/pointer.ts'
import { isEmpty, setFields } from './configuration.ts'

/** Field by field, down to leaves, lists whole; empty structures and absent values are equal, and so are sets in any order. By pointer. */
export function diffFields(before: JsonObject, after: JsonObject): FieldChange[] {
  return compare(leavesOf(before), leavesOf(after))
}

/** The same for what is asked, where `null` and empty lists say something. */
export function diffStated(before: JsonObject, after: JsonObject): FieldChange[] {
  return compare(leavesOf(before, true), leavesOf(after, true))
}

function compare(old: ReadonlyMap<string, Json>, now: ReadonlyMap<string, Json>): FieldChange[] {
  const pointers = [...new Set([...old.keys(), ...now.keys()])].sort()
  const changes: FieldChange[] = []
  for (const pointer of pointers) {
    const was = old.get(pointer)
    const is = now.get(pointer)
    if (was === undefined && is !== undefined) changes.push({ pointer, kind: 'add', after: is })
    else if (is === undefined && was !== undefined) changes.push({ pointer, kind: 'clear', before: was })
    else if (
      was !== undefined &&
      is !== undefined &&
      was !== is &&
      meaningOf(pointer, was) !== meaningOf(pointer, is)
    ) {
      changes.push({ pointer, kind: 'change', before: was, after: is })
    }
  }
  return changes
}

export function isSame(one: JsonObject, other: JsonObject): boolean {
  return diffFields(one, other).length === 0
}

/** A change from a file with its fields worked out anew: the list that people read must be what would be done. */
export function withFields(change: PlannedChange): PlannedChange {
  const { before, after } = change
  return { ...change, fields: before === undefined || after === undefined ? [] : diffFields(before, after) }
}

/** `/a/b, /c`: where two configurations differ, for a sentence. */
export function namePointers(fields: readonly FieldChange[], most = 8): string {
  const names = fields.slice(0, most).map(({ pointer }) => pointer)
  const more = fields.length - names.length
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** The values at the ends of a configuration, by pointer. */
export function leavesOf(configuration: JsonObject, withEmpty = false): Map<string, Json> {
  const leaves = new Map<string, Json>()
  const pending: [string, Json][] = [['', configuration]]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [pointer, value] = next
    if (isEmpty(value)) {
      if (withEmpty) leaves.set(pointer, value)
    } else if (!isObject(value)) leaves.set(pointer, value)
    else for (const [key, inner] of Object.entries(value)) pending.push([pointer + toPointer([key]), inner])
  }
  return leaves
}

function meaningOf(pointer: string, value: Json): string {
  if (!setFields.has(pointer) || !Array.isArray(value)) return canonicalJson(value)
  return [...new Set(value.map(canonicalJson))].sort().join()
}
