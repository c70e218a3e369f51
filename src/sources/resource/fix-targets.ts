import type { Patch } from '../../document/edit/patch.ts'
import type { Json, JsonObject, Path } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import type { Naming } from '../../resource/names.ts'
import type { Editing, ResourceText } from './resource-text.ts'
import { type Entry, entryOf, isInside, type MapValue, type Shared, type Span } from './value.ts'

/** What to write where, in the language's own words. */
export interface FixTarget {
  /** Of the map that `path` begins at, or of the value itself where the path is empty. */
  span: Span
  path: Path
  value: Json | undefined
  /** What others may read as well. */
  shared: readonly Shared[]
}

/**
 * Where the changes that a rule asks for have to be made: where a value is written, be it a default, a branch or an
 * argument. Undefined when one of them has no such place: a text that is put together, what only deployment knows.
 */
export function fixTargets(resource: ResourceText, patches: readonly Patch[]): FixTarget[] | undefined {
  if (resource.isReadOnly) return undefined
  const targets = patches.map((patch) => targetOf(resource, patch))
  return targets.every((target) => target !== undefined) ? targets : undefined
}

function targetOf({ properties, naming, editing }: ResourceText, { path, value }: Patch): FixTarget | undefined {
  // What a spec clears by null is left out here.
  const written = value === undefined || value === null ? undefined : ownValue(path, value, naming)
  const own = ownSteps(path, naming)
  let at: MapValue = properties
  for (const [depth, key] of own.entries()) {
    const entry = entryOf(at, key)
    const isLast = depth === own.length - 1
    if (entry && (!isLast || written !== undefined)) {
      if (!isLast && entry.value.kind === 'map') {
        at = entry.value
        continue
      }
      return isLast && written !== undefined ? inPlace(entry, written, editing) : undefined
    }
    if (entry?.value.via || (!entry && written === undefined) || at.open !== undefined) return undefined
    if (editing && !editing.hasRoom(at, own.slice(0, depth), own.slice(depth))) return undefined
    // What an override adds stands elsewhere.
    if (entry && !isInside(entry.keySpan, at.span)) return undefined
    return { span: at.span, path: own.slice(depth), value: written, shared: at.shared ?? [] }
  }
  return undefined
}

function inPlace(entry: Entry, value: Json, editing: Editing | undefined): FixTarget | undefined {
  const { value: old } = entry
  const shared = editing ? editing.replaced(entry) : (old.shared ?? [])
  if (!shared) return undefined
  const isAllowed = shared.every(({ allowed }) => allowed?.includes(String(value)) ?? true)
  const isAlike = Array.isArray(value) ? old.kind === 'list' : !isObject(value) && old.kind !== 'list'
  if (!isAllowed || !isAlike || old.isComposed || old.kind === 'unknown' || old.kind === 'map') return undefined
  return { span: old.span, path: [], value, shared }
}

const ownSteps = (path: Path, naming: Naming): string[] =>
  path.map((key, at) => (path[at - 1] === 'resourceTags' ? String(key) : naming.ownName(String(key))))

/** A value with the API's names in the language's; keys of tags are the user's own. */
function ownValue(path: Path, value: Json, naming: Naming): Json {
  if (!isObject(value) || path.at(-1) === 'resourceTags') return value
  const entries = Object.entries(value).map(([key, inner]): [string, Json] => [
    naming.ownName(key),
    ownValue([...path, key], inner, naming),
  ])
  return Object.fromEntries(entries) as JsonObject
}
