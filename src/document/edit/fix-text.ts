import { isEqual } from '../../model/is-equal.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import type { SourceNode } from '../node.ts'
import type { Composed, ComposeOptions } from '../yaml/compose.ts'
import { parse } from '../yaml/parse.ts'
import { toJson } from '../yaml/to-json.ts'
import { compatible } from './compatible.ts'
import { applyEdits } from './edit.ts'
import { indentAt, lineBreak, ownEntries, startsLine } from './layout.ts'
import type { Patch } from './patch.ts'
import { reconcile, replaced } from './reconcile.ts'
import type { Style } from './write-value.ts'

/** What is to change in one spec, in the defaults or in a resource: all of it or nothing. */
export interface Fix {
  /** Where the map stands that the paths begin at, or the value that an empty path replaces. */
  start: number
  end: number
  patches: readonly Patch[]
}

/**
 * Makes as many of the fixes as can be made by editing the text in place. The result says what was intended and nothing
 * else has changed its meaning: it is parsed again and compared.
 */
export function fixText(text: string, fixes: readonly Fix[], syntax: ComposeOptions): string {
  const before = parse(text, syntax)
  const attempt = (some: readonly Fix[]): string | undefined => attemptFixes(text, before, some, syntax)
  return attempt(compatible(fixes, [], attempt)) ?? text
}

function attemptFixes(
  text: string,
  before: Composed,
  fixes: readonly Fix[],
  syntax: ComposeOptions,
): string | undefined {
  const { json } = syntax
  const nodes = new Map(
    before.documents.flatMap((top) => [...nodesIn(top)]).map((node) => [`${node.start}:${node.end}`, node]),
  )
  const wanted = new Map<SourceNode, Json>()
  for (const { start, end, patches } of fixes) {
    const [only] = patches
    const map = mapAt(nodes.get(`${start}:${end}`), only?.path.length === 0)
    if (!map) return undefined
    if (only?.path.length === 0) {
      if (only.value === undefined || (wanted.has(map) && !isEqual(wanted.get(map), only.value))) return undefined
      wanted.set(map, only.value)
      continue
    }
    const value = (wanted.get(map) ?? toJson(map)) as JsonObject
    wanted.set(
      map,
      patches.reduce<JsonObject>((at, patch) => withPatch(at, patch.path.map(String), patch.value), value),
    )
  }
  let common: string | undefined
  const stepElsewhere = (): string => {
    common ??= stepIn(before.documents, text)
    return common
  }
  const edits = [...wanted].map(([node, value]) => {
    const sheet = { text, style: styleOf(node, stepElsewhere, text, json) }
    return node.kind === 'map' && isObject(value) ? reconcile(node, value, sheet) : replaced(node, value, sheet)
  })
  if (edits.some((each) => each === undefined)) return undefined
  const after = applyEdits(
    text,
    edits.flatMap((each) => each ?? []),
  )
  if (after === undefined) return undefined
  const parsed = parse(after, syntax)
  const isSame = isEqual(
    parsed.documents.map(toJson),
    before.documents.map((top) => intended(top, wanted)),
  )
  return isSame && parsed.problems.length === before.problems.length ? after : undefined
}

/** A block of Terraform's JSON is a map, or a list of one. */
function mapAt(node: SourceNode | undefined, isValue: boolean): SourceNode | undefined {
  if (isValue || node?.kind !== 'list') return node
  return node.items.length === 1 && node.items[0]?.kind === 'map' ? node.items[0] : undefined
}

/** The value of a node with what is wanted of some nodes in their place. */
function intended(node: SourceNode, wanted: ReadonlyMap<SourceNode, Json>): Json {
  const instead = wanted.get(node)
  if (instead !== undefined) return instead
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'list') return node.items.map((item) => intended(item, wanted))
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, intended(value, wanted)]))
}

/** Outer nodes after inner ones: of two in one place, such as a list item and its only key's map, the outer counts. */
function* nodesIn(node: SourceNode): Generator<SourceNode> {
  if (node.kind !== 'scalar') {
    for (const child of node.kind === 'map' ? ownEntries(node).map(({ value }) => value) : node.items)
      yield* nodesIn(child)
  }
  yield node
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
function styleOf(node: SourceNode, stepElsewhere: () => string, text: string, json: boolean): Style {
  const quoted = node.kind === 'map' && node.flow && ownEntries(node).some(({ keyStart }) => text[keyStart] === '"')
  return { json: json || quoted, step: stepOf(node, text) ?? stepElsewhere(), lineBreak: lineBreak(text) }
}

/** One level of indentation, as the first nested map has it. */
function stepIn(documents: readonly SourceNode[], text: string): string {
  for (const top of documents) {
    for (const node of nodesIn(top)) {
      const step = stepOf(node, text)
      if (step !== undefined) return step
    }
  }
  return /^\t/m.test(text) ? '\t' : '  '
}

/** How much deeper the first map in a map stands. */
function stepOf(node: SourceNode, text: string): string | undefined {
  if (node.kind !== 'map') return undefined
  const [first] = ownEntries(node)
  for (const { value } of ownEntries(node)) {
    const inner = value.kind === 'map' ? ownEntries(value)[0] : undefined
    if (!first || !inner || !startsLine(text, inner.keyStart)) continue
    const [outer, deeper] = [indentAt(text, first.keyStart), indentAt(text, inner.keyStart)]
    if (deeper.startsWith(outer) && deeper.length > outer.length) return deeper.slice(outer.length)
  }
  return undefined
}
