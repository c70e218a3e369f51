import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Position, Range as ProtocolRange } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Range } from '../model/finding.ts'
import { markOf, withoutMark } from '../text/byte-order-mark.ts'

/** The text of a buffer without the byte order mark that some editors leave in it. */
export const textOf = (document: TextDocument): string => withoutMark(document.getText())

/** Lines and columns from 0, as the protocol counts them; columns are UTF-16 units in both. */
export function toProtocol({ line, column, endLine, endColumn }: Range, document?: TextDocument): ProtocolRange {
  // What a mark takes is on the first line.
  const shift = document ? markOf(document.getText()).length : 0
  const at = (row: number, unit: number) => ({ line: row - 1, character: unit - 1 + (row === 1 ? shift : 0) })
  return { start: at(line, column), end: at(endLine, endColumn) }
}

/** The absolute path of a document on this disk; undefined for all others, such as those that have no name yet. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined
  } catch {
    return undefined
  }
}

export const uriOf = (path: string): string => pathToFileURL(path).href

const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.character < b.character)

/** Whether a place is in a range, its end included: that is where a cursor stands behind a word. */
export function contains({ start, end }: ProtocolRange, at: Position): boolean {
  return !isBefore(at, start) && !isBefore(end, at)
}
