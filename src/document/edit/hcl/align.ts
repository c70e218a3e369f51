import type { Body, Expression, HclFile, HclSpan } from '../../hcl/syntax.ts'
import { lineStart } from '../../position.ts'
import type { Edit } from '../edit.ts'
import { expressionsIn } from './parts.ts'

/** A line as `terraform fmt` sees it; an argument that is a heredoc is one line. */
interface Row {
  start: number
  /** Behind its text, blanks and comment not counted. */
  end: number
  /** Where `=` stands, of an argument that ends on the line. */
  equals?: number
  /** Where a comment behind something else begins. */
  comment?: number
}

/** What an edit has put there. */
export interface Touched {
  start: number
  end: number
  /** Lines have come or gone, so that others stand beside each other now. */
  isWhole: boolean
}

/**
 * The edits that align what was touched as `terraform fmt` does: `=` under `=` and comment under comment in
 * consecutive lines. Other lines keep their layout.
 */
export function alignments(text: string, file: HclFile, touched: readonly Touched[]): Edit[] {
  if (touched.length === 0) return []
  const rows = rowsOf(text, file)
  const dirty = rowsAt(rows, touched)
  const moved = rowsAt(
    rows,
    touched.filter(({ isWhole }) => isWhole),
  )
  const edits: Edit[] = []
  const shifts = new Map<number, number>()
  for (const chain of chainsOf(rows, ({ equals }) => equals !== undefined)) {
    if (!chain.some(near(moved))) continue
    const widths = chain.map((at) => widthOf(leadOf(text, rows[at] as Row)))
    const most = Math.max(...widths)
    for (const [index, at] of chain.entries()) {
      const row = rows[at] as Row
      const equals = row.equals as number
      const from = row.start + leadOf(text, row).length
      const blanks = ' '.repeat(most - (widths[index] as number) + 1)
      if (text.slice(from, equals) !== blanks) edits.push({ start: from, end: equals, text: blanks })
      shifts.set(at, blanks.length - (equals - from))
      dirty.add(at)
    }
  }
  for (const chain of chainsOf(rows, ({ comment }) => comment !== undefined)) {
    if (!chain.some(near(dirty))) continue
    const widths = chain.map((at) => {
      const { start, end } = rows[at] as Row
      return widthOf(text.slice(start, end)) + (shifts.get(at) ?? 0)
    })
    const most = Math.max(...widths)
    for (const [index, at] of chain.entries()) {
      const { end, comment = end } = rows[at] as Row
      const blanks = ' '.repeat(most - (widths[index] as number) + 1)
      if (text.slice(end, comment) !== blanks) edits.push({ start: end, end: comment, text: blanks })
    }
  }
  return edits
}

function rowsAt(rows: readonly Row[], touched: readonly Touched[]): Set<number> {
  const isIn = ({ start }: Row, next: Row | undefined): boolean =>
    touched.some((each) => start <= each.end && (next ? next.start >= each.start : true))
  return new Set([...rows.keys()].filter((at) => isIn(rows[at] as Row, rows[at + 1])))
}

/** What stood on both sides of a line that is gone is together now. */
const near =
  (rows: ReadonlySet<number>) =>
  (at: number): boolean =>
    rows.has(at) || rows.has(at - 1) || rows.has(at + 1)

/** Consecutive rows that all have something. */
function chainsOf(rows: readonly Row[], has: (row: Row) => boolean): number[][] {
  const chains: number[][] = []
  for (const [at, row] of rows.entries()) {
    if (!has(row)) continue
    const last = chains.at(-1)
    if (last?.at(-1) === at - 1) last.push(at)
    else chains.push([at])
  }
  return chains
}

const leadOf = (text: string, { start, equals = start }: Row): string => text.slice(start, equals).trimEnd()

/** Made when the first text needs it. */
let graphemes: Intl.Segmenter | undefined

function widthOf(text: string): number {
  if (/^[\x20-\x7e\t]*$/.test(text)) return text.length
  graphemes ??= new Intl.Segmenter()
  return [...graphemes.segment(text)].length
}

function rowsOf(text: string, file: HclFile): Row[] {
  const heredocs: HclSpan[] = []
  const equals = new Map<number, number>()
  for (const { name, value } of assignmentsIn(file.body)) {
    const isHeredoc = text.startsWith('<<', value.start)
    if (isHeredoc) heredocs.push(value)
    const sign = /^(?:[ \t)]|\/\*[^\r\n]*?\*\/)*=(?!=)/.exec(text.slice(name.end, value.start))
    const start = lineStart(text, name.start)
    if (!sign || text.slice(start, name.start).trim() !== '') continue
    if (isHeredoc || !/[\r\n]/.test(text.slice(name.end, value.end))) equals.set(start, name.end + sign[0].length - 1)
  }
  const inside = (offset: number): HclSpan | undefined =>
    heredocs.find(({ start, end }) => offset > start && offset < end)
  const comments = new Map(file.comments.map(({ span }) => [lineStart(text, span.start), span.start]))
  const rows: Row[] = []
  for (const { index, 0: line } of text.matchAll(/(?<=^|\n|\r(?!\n))[^\r\n]*/g)) {
    if (inside(index)) continue
    const at = comments.get(index)
    const comment =
      at !== undefined && text.slice(index, at).trim() !== '' && /^(?:#|\/\/)/.test(text.slice(at)) ? at : undefined
    const end = index + text.slice(index, comment ?? index + line.length).trimEnd().length
    const sign = closesOnLine(text, equals.get(index), end) ? equals.get(index) : undefined
    rows.push({
      start: index,
      end,
      ...(sign !== undefined && { equals: sign }),
      ...(comment !== undefined && { comment }),
    })
  }
  return rows
}

/** Brackets that are open at the end of the line make an argument of several. */
function closesOnLine(text: string, equals: number | undefined, end: number): boolean {
  return equals !== undefined && (/^=\s*<</.test(text.slice(equals)) || !/[([{]$/.test(text.slice(equals, end)))
}

interface Assignment {
  name: HclSpan
  value: HclSpan
}

function* assignmentsIn(body: Body): Generator<Assignment> {
  for (const { nameSpan, span, value } of body.attributes) {
    yield { name: nameSpan, value: { ...span, start: value.span.start } }
    for (const inner of expressionsIn(value)) yield* itemsOf(inner)
  }
  for (const block of body.blocks) yield* assignmentsIn(block.body)
}

function* itemsOf(expression: Expression): Generator<Assignment> {
  if (expression.kind !== 'object') return
  for (const { key, value } of expression.items) yield { name: key.span, value: value.span }
}
