import type { MapEntry, MapNode } from '../node.ts'
import { lineStart } from '../position.ts'
import type { Edit } from './edit.ts'
import type { EditBuffer } from './edit-buffer.ts'
import { entryEnd, lineEnd, startsLine } from './layout.ts'

/** Takes entries out; comments stay. Undefined where that cannot be done. */
export function removeEntries(
  map: MapNode,
  own: readonly MapEntry[],
  removed: readonly MapEntry[],
  buffer: EditBuffer,
): Edit[] | undefined {
  if (removed.length === 0) return []
  if (removed.length === own.length) return own.length === map.entries.length ? emptied(map, own, buffer) : undefined
  return removed.map((entry) => (map.flow ? fromFlow(own, removed, entry, buffer) : fromBlock(own, entry, buffer)))
}

/** A map without any entry is `{}`; nothing at all would be null. */
function emptied(map: MapNode, own: readonly MapEntry[], { text }: EditBuffer): Edit[] | undefined {
  const [first] = own
  const last = own.at(-1)
  if (!first || !last) return undefined
  const between = own.slice(1).map(({ keyStart }, at) => text.slice(entryEnd(own[at] ?? first), keyStart))
  // Comments between the entries have no place to stay.
  if (between.some((gap) => gap.includes('#'))) return undefined
  if (map.flow) return [{ start: map.start, end: map.end, text: '{}' }]
  const colon = /:\s*$/.exec(text.slice(0, first.keyStart))
  const start = colon ? colon.index + 1 : first.keyStart
  return [{ start, end: entryEnd(last), text: colon ? ' {}' : '{}' }]
}

function fromBlock(own: readonly MapEntry[], entry: MapEntry, { text }: EditBuffer): Edit {
  const end = entryEnd(entry)
  const eol = lineEnd(text, end)
  const comment = /^\s*(?=#)/.exec(text.slice(end, eol))
  if (comment) return { start: entry.keyStart, end: end + comment[0].length, text: '' }
  if (startsLine(text, entry.keyStart)) {
    const start = lineStart(text, entry.keyStart)
    const rest = /^[ \t]*(?:\r\n|\n|\r)?/.exec(text.slice(eol))?.[0] ?? ''
    // At the end of a file without a last line break, the one before goes.
    if (rest.trim() === '' && !/[\r\n]/.test(rest))
      return { start: start - breakBefore(text, start), end: eol, text: '' }
    return { start, end: eol + rest.length, text: '' }
  }
  // The first key of a list item stands behind the dash: the next one takes its place.
  const next = own[own.indexOf(entry) + 1]
  const isNextBare = next !== undefined && text.slice(end, next.keyStart).trim() === ''
  return { start: entry.keyStart, end: isNextBare ? next.keyStart : end, text: '' }
}

function breakBefore(text: string, offset: number): number {
  return /(?:\r\n|\n|\r)?$/.exec(text.slice(0, offset))?.[0].length ?? 0
}

function fromFlow(own: readonly MapEntry[], removed: readonly MapEntry[], entry: MapEntry, { text }: EditBuffer): Edit {
  const at = own.indexOf(entry)
  const end = entryEnd(entry)
  const next = own[at + 1]
  const before = own.slice(0, at).findLast((each) => !removed.includes(each))
  const isLastKept = own.slice(at + 1).every((each) => removed.includes(each))
  if (next && !isLastKept) {
    const gap = text.slice(end, next.keyStart)
    const comma = gap.indexOf(',') + 1
    const keepsComment = gap.includes('#')
    return { start: entry.keyStart, end: keepsComment ? end + comma : next.keyStart, text: '' }
  }
  const previous = own[at - 1]
  const from = previous && (previous === before || removed.includes(previous)) ? entryEnd(previous) : entry.keyStart
  const keepsComment = text.slice(from, entry.keyStart).includes('#')
  return keepsComment ? { start: entry.keyStart, end, text: '' } : { start: from, end, text: '' }
}
