import type { Json } from '../../model/json.ts'
import type { MapEntry, MapNode } from '../node.ts'
import type { Edit } from './edit.ts'
import type { EditBuffer } from './edit-buffer.ts'
import { entryEnd, indentAt, lineEnd, startsLine } from './layout.ts'
import { blockEntry, flowEntry } from './write-value.ts'

/** Adds entries behind the last one that stays; undefined where there is no place for them. */
export function insertEntries(
  map: MapNode,
  own: readonly MapEntry[],
  removed: readonly MapEntry[],
  added: readonly [string, Json][],
  buffer: EditBuffer,
): Edit[] | undefined {
  if (added.length === 0) return []
  const last = own.findLast((entry) => !removed.includes(entry))
  if (map.flow) return last ? behindFlow(map, last, added, buffer) : intoEmpty(map, added, buffer)
  return last && behindBlock(own[0] ?? last, last, added, buffer)
}

function behindBlock(
  first: MapEntry,
  last: MapEntry,
  added: readonly [string, Json][],
  { text, style }: EditBuffer,
): Edit[] {
  const indent = indentAt(text, first.keyStart)
  // Behind a comment on the same line, so that it stays with its value.
  const at = lineEnd(text, entryEnd(last))
  const lines = added.map(([key, value]) => style.lineBreak + indent + blockEntry(key, value, indent, style))
  return [{ start: at, end: at, text: lines.join('') }]
}

function behindFlow(
  map: MapNode,
  last: MapEntry,
  added: readonly [string, Json][],
  { text, style }: EditBuffer,
): Edit[] {
  const end = entryEnd(last)
  const rest = text.slice(end, map.end)
  const hasComma = /^\s*,/.test(rest)
  if (!startsLine(text, last.keyStart)) {
    const entries = added.map(([key, value]) => flowEntry(key, value, undefined, style)).join(', ')
    const at = hasComma ? end + rest.indexOf(',') + 1 : end
    return [{ start: at, end: at, text: `${hasComma ? ' ' : ', '}${entries}` }]
  }
  const indent = indentAt(text, last.keyStart)
  const entries = added.map(([key, value]) => style.lineBreak + indent + flowEntry(key, value, indent, style)).join(',')
  const eol = lineEnd(text, end)
  // The bracket closes on the same line: the new lines go before it.
  if (eol >= map.end) return [{ start: end, end, text: `,${entries}` }]
  if (hasComma || eol === end) return [{ start: eol, end: eol, text: `${hasComma ? '' : ','}${entries}` }]
  return [
    { start: end, end, text: ',' },
    { start: eol, end: eol, text: entries },
  ]
}

function intoEmpty(map: MapNode, added: readonly [string, Json][], { style, text }: EditBuffer): Edit[] {
  const entries = added.map(([key, value]) => flowEntry(key, value, undefined, style)).join(', ')
  const isBare = text.slice(map.start + 1, map.end - 1).trim() === ''
  const written = style.json ? `{${entries}}` : `{ ${entries} }`
  return isBare ? [{ start: map.start, end: map.end, text: written }] : []
}
