import type { MapEntry, MapNode } from '../node.ts'
import { lineEndAfter, lineStart } from '../position.ts'

/** End of the line that `offset` is in, its break and blanks before it not counted; never before `offset`. */
export function lineEnd(text: string, offset: number): number {
  return lineEndAfter(text, offset)
}

/** The line break that the file uses. */
export function lineBreak(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
}

/** What stands before `offset` on its line, with blanks for all that is none: the indentation of a further key. */
export function indentAt(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset).replaceAll(/[^\t]/g, ' ')
}

/** Whether only blanks stand before `offset` on its line. */
export function startsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === ''
}

/** The entries that the map states itself; those that `<<` brings stand elsewhere. */
export function ownEntries({ entries, start, end }: MapNode): MapEntry[] {
  return entries.filter(({ keyStart }) => keyStart >= start && keyStart < end)
}

/** End of what is written of an entry; a value of no width counts as its colon. */
export function entryEnd({ keyEnd, value }: MapEntry): number {
  return Math.max(keyEnd, value.end)
}
