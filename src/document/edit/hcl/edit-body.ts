import type { Json, JsonObject } from '../../../model/json.ts'
import type { Attribute, Block, Body } from '../../hcl/syntax.ts'
import { lineStart } from '../../position.ts'
import type { Edit } from '../edit.ts'
import { lineEnd, startsLine } from '../layout.ts'
import type { BodyChange } from './bare.ts'
import { withoutLines } from './remove-lines.ts'
import { bodyLines, type IsBlock, splitBody } from './write-hcl.ts'

export interface HclSheet {
  text: string
  lineBreak: string
  isBlock: IsBlock
}

/** The edits that change arguments and blocks of a block; undefined where it is written in a way that is not known. */
export function bodyEdits({ span }: Block, body: Body, change: BodyChange, sheet: HclSheet): Edit[] | undefined {
  const { text } = sheet
  const head = /^[\w-]+(?:\s+(?:"(?:[^"\\]|\\.)*"|[\w-]+))*\s*\{/.exec(text.slice(span.start, span.end))
  if (!head || text[span.end - 1] !== '}') return undefined
  const [open, close] = [span.start + head[0].length, span.end - 1]
  const removed = body.attributes.filter(({ name }) => change.removed.has(name))
  if (removed.length !== change.removed.size) return undefined
  if (!/[\r\n]/.test(text.slice(open, close))) return onOneLine([open, close], span.start, removed, change.added, sheet)
  const removals = removed.map((each) => withoutLines(text, each.span))
  return [...removals, ...insertions([open, close], span.start, body, change, sheet)]
}

/** A block on one line has one argument at most; with more it takes lines of its own. */
function onOneLine(
  [open, close]: readonly [number, number],
  start: number,
  [removed]: readonly Attribute[],
  added: JsonObject,
  { text, lineBreak, isBlock }: HclSheet,
): Edit[] {
  const inner = removed
    ? text.slice(open, removed.span.start) + text.slice(removed.span.end, close)
    : text.slice(open, close)
  const outer = lineIndent(text, start)
  const lines = [...(inner.trim() === '' ? [] : [inner.trim()]), ...bodyLines(added, isBlock)]
  if (lines.length === 0) return [{ start: open, end: close, text: '' }]
  if (Object.keys(added).length === 0) return [{ start: open, end: close, text: ` ${inner.trim()} ` }]
  const written = lines.map((line) => (line === '' ? '' : `${outer}  ${line}`))
  return [{ start: open, end: close, text: `${lineBreak}${written.join(lineBreak)}${lineBreak}${outer}` }]
}

const lineIndent = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, offset)))?.[0] ?? ''

function insertions(
  [open, close]: readonly [number, number],
  start: number,
  { attributes, blocks }: Body,
  { added, removed }: BodyChange,
  { text, lineBreak, isBlock }: HclSheet,
): Edit[] {
  const { own, blocks: ownBlocks } = splitBody(added, isBlock)
  const outer = lineIndent(text, start)
  const first = [...attributes, ...blocks].find((each) => startsLine(text, each.span.start))
  const indent = first ? lineIndent(text, first.span.start) : `${outer}  `
  const written = (entries: readonly [string, Json][]): string =>
    bodyLines(Object.fromEntries(entries), isBlock)
      .map((line) => (line === '' ? '' : indent + line))
      .join(lineBreak)
  const edits: Edit[] = []
  if (own.length > 0) {
    const anchor = anchorIn(
      text,
      attributes.filter(({ name }) => !removed.has(name)),
      blocks[0]?.span.start ?? close,
    )
    const at = lineEnd(text, anchor?.span.end ?? open)
    const isApart = !anchor && text.slice(at, close).trim() !== ''
    edits.push({ start: at, end: at, text: lineBreak + written(own) + (isApart ? lineBreak : '') })
  }
  if (ownBlocks.length > 0) {
    const before = text.slice(open, close).trimEnd()
    const isFirst = before.trim() === '' && own.length === 0
    const blank = isFirst || /\n[ \t]*\r?\n[ \t]*$/.test(text.slice(open, close)) ? '' : lineBreak
    const lines = written(ownBlocks)
    if (startsLine(text, close)) {
      const at = lineStart(text, close)
      edits.push({ start: at, end: at, text: blank + lines + lineBreak })
    } else {
      const start = open + before.length
      edits.push({ start, end: close, text: lineBreak + blank + lines + lineBreak + outer })
    }
  }
  return edits
}

/** The argument that new ones stand behind: the last on a line of its own before the first block, else the last there. */
function anchorIn(text: string, attributes: readonly Attribute[], end: number): Attribute | undefined {
  const above = attributes.filter(({ span }) => span.start < end)
  return (
    above.findLast(({ span }) => startsLine(text, span.start) && !/[\r\n]/.test(text.slice(span.start, span.end))) ??
    above.at(-1)
  )
}
