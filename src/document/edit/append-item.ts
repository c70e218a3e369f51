import { isEqual } from '../../model/is-equal.ts'
import type { JsonObject } from '../../model/json.ts'
import type { ListNode, SourceNode } from '../node.ts'
import type { ComposeOptions } from '../yaml/compose.ts'
import { parse } from '../yaml/parse.ts'
import { toJson } from '../yaml/to-json.ts'
import { fixText } from './fix-text.ts'
import { indentAt, lineBreak, lineEnd, startsLine } from './layout.ts'
import { writeItem } from './write-value.ts'

/**
 * The text with an item more in the list at a path below a node, made where there is none; undefined where that cannot be
 * done by editing in place.
 */
export function appendItem(
  text: string,
  top: SourceNode,
  path: readonly string[],
  item: JsonObject,
  syntax: ComposeOptions,
): string | undefined {
  let list: SourceNode | undefined = top
  for (const key of path) {
    // What an alias leads to is meant elsewhere too, and what is no map holds none.
    if (list?.shared || (list && list.kind !== 'map' && !isNothing(list))) return undefined
    list = list?.kind === 'map' ? list.entries.find((entry) => entry.key === key)?.value : undefined
  }
  if (!list || isNothing(list)) {
    const fixed = fixText(text, [{ start: top.start, end: top.end, patches: [{ path, value: [item] }] }], syntax)
    return fixed === text ? undefined : fixed
  }
  if (list.kind !== 'list') return undefined
  const fixed = behindLast(text, list, item, syntax.json)
  if (fixed === undefined) return undefined
  const before = parse(text, syntax)
  const after = parse(fixed, syntax)
  const wanted = before.documents.map((document) => withItem(document, list, item))
  const isSame = after.problems.length === before.problems.length && isEqual(after.documents.map(toJson), wanted)
  return isSame ? fixed : undefined
}

const isNothing = (node: SourceNode): boolean =>
  node.kind === 'scalar' ? node.value === null : node.kind === 'list' && node.items.length === 0

function behindLast(
  text: string,
  { items, flow, shared }: ListNode,
  item: JsonObject,
  json: boolean,
): string | undefined {
  const last = items.at(-1)
  if (!last || shared) return undefined
  const written = writeItem(item, json)
  if (flow) return `${text.slice(0, last.end)}, ${written}${text.slice(last.end)}`
  const dash = text.lastIndexOf('-', last.start - 1)
  if (dash === -1 || !startsLine(text, dash)) return undefined
  const end = lineEnd(text, last.end)
  return `${text.slice(0, end)}${lineBreak(text)}${indentAt(text, dash)}- ${written}${text.slice(end)}`
}

/** The value of a document with an item more in one of its lists, which is found again by its place. */
function withItem(node: SourceNode, list: ListNode, item: JsonObject): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'map')
    return Object.fromEntries(node.entries.map(({ key, value }) => [key, withItem(value, list, item)]))
  const items = node.items.map((each) => withItem(each, list, item))
  return node.start === list.start && node.end === list.end ? [...items, item] : items
}
