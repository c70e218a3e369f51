import { isDeepStrictEqual } from 'node:util'
import type { Json, JsonObject } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import type { MapNode, SourceNode } from '../node.ts'
import type { Composed } from '../yaml/compose.ts'
import { parse } from '../yaml/parse.ts'
import { toJson } from '../yaml/to-json.ts'
import { applyEdits } from './edit.ts'
import { indentAt, lineBreak, ownEntries, startsLine } from './layout.ts'
import type { Patch } from './patch.ts'
import { reconcile } from './reconcile.ts'
import type { Style } from './write-value.ts'

/** What is to change in one spec, or in the defaults: all of it or nothing. */
export interface Fix {
  /** Where the map stands that the paths begin at. */
  start: number
  end: number
  patches: readonly Patch[]
}

/**
 * Makes as many of the fixes as can be made by editing the text in place. The result says what was intended and nothing
 * else has changed its meaning: it is parsed again and compared.
 */
export function fixText(text: string, fixes: readonly Fix[], { json }: { json: boolean }): string {
  const before = parse(text, { json })
  const attempt = (some: readonly Fix[]): string | undefined => attemptFixes(text, before, some, json)
  return attempt(compatible(fixes, [], attempt)) ?? text
}

/** Those of the fixes that can be made together with `kept`; by halves, so that a few that cannot cost little. */
function compatible(
  fixes: readonly Fix[],
  kept: readonly Fix[],
  attempt: (some: readonly Fix[]) => string | undefined,
): readonly Fix[] {
  if (fixes.length === 0 || attempt([...kept, ...fixes]) !== undefined) return fixes
  if (fixes.length === 1) return []
  const middle = fixes.length >> 1
  const first = compatible(fixes.slice(0, middle), kept, attempt)
  return [...first, ...compatible(fixes.slice(middle), [...kept, ...first], attempt)]
}

function attemptFixes(text: string, before: Composed, fixes: readonly Fix[], json: boolean): string | undefined {
  const maps = new Map(
    before.documents.flatMap((top) => [...mapsIn(top)]).map((map) => [`${map.start}:${map.end}`, map]),
  )
  const wanted = new Map<SourceNode, JsonObject>()
  for (const { start, end, patches } of fixes) {
    const map = maps.get(`${start}:${end}`)
    if (!map) return undefined
    const value = wanted.get(map) ?? (toJson(map) as JsonObject)
    wanted.set(
      map,
      patches.reduce<JsonObject>((at, patch) => withPatch(at, patch.path.map(String), patch.value), value),
    )
  }
  const edits = [...wanted].map(([map, value]) =>
    reconcile(map as MapNode, value, { text, style: styleOf(map, text, json) }),
  )
  if (edits.some((each) => each === undefined)) return undefined
  const after = applyEdits(
    text,
    edits.flatMap((each) => each ?? []),
  )
  if (after === undefined) return undefined
  const parsed = parse(after, { json })
  const isSame = isDeepStrictEqual(
    parsed.documents.map(toJson),
    before.documents.map((top) => intended(top, wanted)),
  )
  return isSame && parsed.problems.length === before.problems.length ? after : undefined
}

/** The value of a node with what is wanted of some nodes in their place. */
function intended(node: SourceNode, wanted: ReadonlyMap<SourceNode, JsonObject>): Json {
  const instead = wanted.get(node)
  if (instead) return instead
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map((item) => intended(item, wanted))
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, intended(value, wanted)]))
}

function* mapsIn(node: SourceNode): Generator<MapNode> {
  if (node.kind === 'scalar') return
  if (node.kind === 'map') yield node
  for (const child of node.kind === 'map' ? ownEntries(node).map(({ value }) => value) : node.items)
    yield* mapsIn(child)
}

/** The value with a patch made; missing maps on the way are added. */
export function withPatch(at: JsonObject, [key, ...rest]: readonly string[], value: Json | undefined): JsonObject {
  if (key === undefined) return at
  const { [key]: old, ...others } = at
  if (rest.length > 0) {
    const inner = isObject(old) ? old : {}
    return { ...at, [key]: withPatch(inner, rest, value) }
  }
  return value === undefined ? others : { ...at, [key]: value }
}

/** How the map at hand is written, so that what is added looks like the rest. */
function styleOf(node: SourceNode, text: string, json: boolean): Style {
  const quoted = node.kind === 'map' && node.flow && ownEntries(node).some(({ keyStart }) => text[keyStart] === '"')
  return { json: json || quoted, step: stepOf(node, text), lineBreak: lineBreak(text) }
}

/** One level of indentation: how much deeper the first nested map stands, where there is one. */
function stepOf(node: SourceNode, text: string): string {
  if (node.kind !== 'map') return '  '
  const [first] = ownEntries(node)
  for (const { value } of ownEntries(node)) {
    const inner = value.kind === 'map' ? ownEntries(value)[0] : undefined
    if (!first || !inner || !startsLine(text, inner.keyStart)) continue
    const [outer, deeper] = [indentAt(text, first.keyStart), indentAt(text, inner.keyStart)]
    if (deeper.startsWith(outer) && deeper.length > outer.length) return deeper.slice(outer.length)
  }
  return /^\t/m.test(text) ? '\t' : '  '
}
