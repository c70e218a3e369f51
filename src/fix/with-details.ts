import { fixText } from '../document/edit/fix-text.ts'
import { lineText, rangeOf } from '../document/position.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { SubjectSource } from '../lint/subject.ts'
import type { Finding, FindingFix, Range } from '../model/finding.ts'
import { ResourceSource } from '../sources/resource/resource-source.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'
import { fixByHand } from './fix-by-hand.ts'

/** Lines of a finding that are shown. */
const mostLines = 5
/** An edit is made by parsing the file twice. */
const mostEdits = 1_000
const mostText = 64 * 1024

/** Findings with the lines that they are about and with what mends them, for formats that show it. */
export function withDetails(findings: readonly Finding[], judgements: readonly Judgement[]): Finding[] {
  const known = new Map(judgements.map((judgement) => [judgement.finding, judgement]))
  let edits = 0
  return findings.map((finding) => {
    const judgement = known.get(finding)
    const source = judgement?.subject?.source
    if (!judgement || !source) return finding
    if (!(source instanceof SpecSource)) return withResourceDetails(finding, judgement, source)
    const edit = edits < mostEdits ? editOf(source, judgement) : undefined
    if (edit) edits++
    const fix: FindingFix = { ...fixByHand(judgement), ...(edit && { edit }) }
    return {
      ...finding,
      ...(finding.file === source.file && { source: linesOf(source.text, finding) }),
      ...(Object.keys(fix).length > 0 && { fix }),
    }
  })
}

function withResourceDetails(finding: Finding, judgement: Judgement, source: SubjectSource): Finding {
  const fix = fixByHand(judgement)
  // A finding may stand in another file than its resource, such as that of a default.
  const text = source instanceof ResourceSource ? source.textOf(finding.file) : undefined
  return { ...finding, ...(text !== undefined && { source: linesOf(text, finding) }), ...(fix && { fix }) }
}

function linesOf(text: string, { line, endLine }: Range): string {
  const last = Math.min(endLine, line + mostLines - 1)
  return Array.from({ length: last - line + 1 }, (_, at) => lineText(text, line + at)).join('\n')
}

/** The one stretch of the file that a fix replaces; none where the defaults of several specs are to change. */
function editOf({ json, text, node, defaults }: SpecSource, { fix }: Judgement): FindingFix['edit'] {
  if (fix.length === 0 || defaults || text.length > mostText) return undefined
  const fixed = fixText(text, [{ start: node.start, end: node.end, patches: fix }], { json })
  if (fixed === text) return undefined
  const most = Math.min(text.length, fixed.length)
  let start = 0
  while (start < most && text[start] === fixed[start]) start++
  let same = 0
  while (same < most - start && text.at(-1 - same) === fixed.at(-1 - same)) same++
  return { ...rangeOf(text, start, text.length - same), text: fixed.slice(start, fixed.length - same) }
}
