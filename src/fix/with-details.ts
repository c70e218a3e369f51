import { fixText } from '../document/edit/fix-text.ts'
import { lineText, rangeOf } from '../document/position.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { SubjectSource } from '../lint/subject.ts'
import type { Finding, FindingFix, Range } from '../model/finding.ts'
import { ResourceSource } from '../sources/resource/resource-source.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'
import { requestsOf } from './agreement.ts'
import { fixByHand } from './fix-by-hand.ts'
import { type FixedText, resourceTexts } from './fix-resources.ts'

/** Lines of a finding that are shown. */
const mostLines = 5
const mostColumns = 240
/** An edit is made by parsing the file several times: of a long one none, and of all no more than these characters allow. */
const mostText = 64 * 1024
const mostParsed = 2 * 2 ** 20

/** Findings with the lines that they are about and with what mends them, for formats that show it. */
export function withDetails(findings: readonly Finding[], judgements: readonly Judgement[]): Finding[] {
  const known = new Map(judgements.map((judgement) => [judgement.finding, judgement]))
  let parsed = 0
  return findings.map((finding) => {
    const judgement = known.get(finding)
    const source = judgement?.subject?.source
    if (!judgement || !source) return finding
    const text = textOf(finding, source)
    const isTried = judgement.fix.length > 0 && parsed < mostParsed
    if (isTried) parsed += text?.length ?? mostText
    const changed = isTried ? changedText(judgement, source) : undefined
    const fix: FindingFix = {
      ...fixByHand(judgement),
      ...(changed?.file === finding.file && { edit: editIn(changed) }),
    }
    return {
      ...finding,
      ...(text !== undefined && { source: linesOf(text, finding) }),
      ...(Object.keys(fix).length > 0 && { fix }),
    }
  })
}

/** A finding may stand in another file than what it is about, such as that of a default. */
function textOf({ file }: Finding, source: SubjectSource): string | undefined {
  if (source instanceof SpecSource) return file === source.file ? source.text : undefined
  return source instanceof ResourceSource ? source.textOf(file) : undefined
}

function linesOf(text: string, { line, column, endLine }: Range): string {
  const last = Math.min(endLine, line + mostLines - 1)
  return Array.from({ length: last - line + 1 }, (_, at) =>
    around(lineText(text, line + at), at === 0 ? column - 1 : 0),
  ).join('\n')
}

/** As much of a line as is read, from a little before what it is about: a file of one line would be shown whole each time. */
function around(line: string, at: number): string {
  if (line.length <= mostColumns) return line
  const from = Math.max(0, at - mostColumns / 4)
  const to = from + mostColumns
  return `${from > 0 ? '…' : ''}${line.slice(from, to)}${to < line.length ? '…' : ''}`
}

/** The one text that a fix changes; none where the defaults of several specs, or what others read, are to change. */
function changedText(judgement: Judgement, source: SubjectSource): FixedText | undefined {
  const { fix } = judgement
  if (fix.length === 0) return undefined
  if (source instanceof SpecSource) {
    const { file, json, text, node, defaults } = source
    if (defaults || text.length > mostText) return undefined
    const fixed = fixText(text, [{ start: node.start, end: node.end, patches: fix }], { json })
    return fixed === text ? undefined : { file, text, fixed }
  }
  const [request] = requestsOf([judgement])
  const isOwn = request?.targets.every(({ shared, span }) => shared.length === 0 && span.text.length <= mostText)
  const [changed, ...others] = request && isOwn ? resourceTexts([request]) : []
  return others.length > 0 ? undefined : changed
}

/** The one stretch of the file that is replaced. */
function editIn({ text, fixed }: FixedText): NonNullable<FindingFix['edit']> {
  const most = Math.min(text.length, fixed.length)
  let start = 0
  while (start < most && text[start] === fixed[start]) start++
  let same = 0
  while (same < most - start && text.at(-1 - same) === fixed.at(-1 - same)) same++
  return { ...rangeOf(text, start, text.length - same), text: fixed.slice(start, fixed.length - same) }
}
