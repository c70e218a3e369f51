import type { Finding } from 'imagebuilder-guard/browser'

export type Severity = Finding['severity']

/** A piece of a line, marked or not. */
export interface Piece {
  text: string
  severity?: Severity
}

const order: readonly Severity[] = ['error', 'warning', 'note']
/** Nobody reads further to the right than that, and a line may be a megabyte long. */
const mostColumns = 2_000

export const worst = (severities: readonly Severity[]): Severity | undefined =>
  order.find((severity) => severities.includes(severity))

/** The pieces of a line (from 1), each with the worst of what is found there. */
export function piecesOf(whole: string, line: number, findings: readonly Finding[]): Piece[] {
  const text = whole.slice(0, mostColumns)
  const spans = findings.flatMap(({ severity, ...range }) => {
    if (line < range.line || line > range.endLine) return []
    const start = line === range.line ? range.column - 1 : text.length - text.trimStart().length
    const end = line === range.endLine ? range.endColumn - 1 : text.length
    // What is nowhere, such as a missing key, is shown at its place's first letter.
    return [{ severity, start: Math.min(start, Math.max(text.length - 1, 0)), end: Math.max(end, start + 1) }]
  })
  const edges = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])]
    .filter((edge) => edge <= text.length)
    .sort((a, b) => a - b)
  return edges.slice(0, -1).map((start, at) => {
    const end = edges[at + 1] ?? text.length
    const severity = worst(spans.filter((span) => span.start < end && span.end > start).map((span) => span.severity))
    return { text: text.slice(start, end), ...(severity && { severity }) }
  })
}

/** Where a line and column (from 1) are in a text. */
export function offsetOf(lines: readonly string[], line: number, column: number): number {
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  return before + Math.min(column - 1, lines[line - 1]?.length ?? 0)
}

/** The one stretch in which two texts differ. */
export function differenceOf(before: string, after: string): { start: number; end: number; text: string } {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let [end, to] = [before.length, after.length]
  while (end > start && to > start && before[end - 1] === after[to - 1]) {
    end--
    to--
  }
  return { start, end, text: after.slice(start, to) }
}
