import type { Location, Range } from '../model/finding.ts'

// Findings come file by file, so the lines of one text at a time are enough to look most positions up.
let lastText = ''
let lastStarts: number[] = [0]

function lineStarts(text: string): number[] {
  if (text === lastText) {
    // Of two strings that are equal and not the same, each look would compare every character.
    lastText = text
    return lastStarts
  }
  lastStarts = text.includes('\r') ? startsOf(text) : startsOfPlain(text)
  lastText = text
  return lastStarts
}

function startsOf(text: string): number[] {
  const starts = [0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1)
  }
  return starts
}

/** A search for a character is four times as fast as a look at each. */
function startsOfPlain(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** Index, among the starts of lines, of the line that an offset is in. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0
  let high = starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((starts[middle] as number) <= offset) low = middle
    else high = middle
  }
  return low
}

/** 1-based line and column, in UTF-16 units, of an offset. */
function positionOf(text: string, offset: number): { line: number; column: number } {
  const starts = lineStarts(text)
  const line = lineOf(starts, offset)
  return { line: line + 1, column: offset - (starts[line] as number) + 1 }
}

/** Offset of the first character of the line that `offset` is in. */
export function lineStart(text: string, offset: number): number {
  const starts = lineStarts(text)
  return starts[lineOf(starts, offset)] as number
}

/** Offset of the break that ends a line, by its index. */
function breakOf(text: string, starts: readonly number[], line: number): number {
  const next = starts[line + 1]
  if (next === undefined) return text.length
  return text[next - 1] === '\n' && text[next - 2] === '\r' ? next - 2 : next - 1
}

/** Offset of a 1-based line and column; undefined for a line that is not there. */
export function offsetOf(text: string, line: number, column: number): number | undefined {
  const start = lineStarts(text)[line - 1]
  return start === undefined ? undefined : Math.min(start + column - 1, lineEndAfter(text, start))
}

export function rangeOf(text: string, start: number, end: number): Range {
  const from = positionOf(text, start)
  const to = positionOf(text, Math.max(start, end))
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}

/** The same in a file, put together field by field: there is one for each spec, and a spread takes as long as all of it. */
export function locationOf(file: string, text: string, start: number, end: number): Location {
  const { line, column, endLine, endColumn } = rangeOf(text, start, end)
  return { file, line, column, endLine, endColumn }
}

/** Offset of the end of the line that `offset` is in, blanks at its end left out. */
export function lineEndAfter(text: string, offset: number): number {
  const starts = lineStarts(text)
  let end = Math.max(offset, breakOf(text, starts, lineOf(starts, offset)))
  while (end > offset && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--
  return end
}

/** A line, 1-based, without its break; empty beyond the end. */
export function lineText(text: string, line: number): string {
  const starts = lineStarts(text)
  const start = starts[line - 1]
  return start === undefined ? '' : text.slice(start, breakOf(text, starts, line - 1))
}
