import { isEqual } from '../../../model/is-equal.ts'
import type { Json, JsonObject } from '../../../model/json.ts'
import type { Body, Expression, HclFile } from '../../hcl/syntax.ts'
import { compatible } from '../compatible.ts'
import { applyEdits, type Edit } from '../edit.ts'
import { type Fix, withPatch } from '../fix-text.ts'
import { lineBreak } from '../layout.ts'
import { alignments, type Touched } from './align.ts'
import { type BodyChange, bareFile, type Wanted } from './bare.ts'
import { bodyEdits } from './edit-body.ts'
import { inPlaceOf, objectEdits, valueEdit } from './edit-value.ts'
import { type Part, partsOf, placeOf } from './parts.ts'
import type { IsBlock } from './write-hcl.ts'

export interface HclLanguage {
  parse(text: string): HclFile
  isBlock: IsBlock
}

/**
 * Makes as many of the fixes as can be made by editing the text in place, laid out as `terraform fmt` leaves it. The
 * result says what was intended and nothing else, every comment is still there: it is parsed again and compared.
 */
export function fixHcl(text: string, fixes: readonly Fix[], language: HclLanguage): string {
  const before = language.parse(text)
  if (before.problems.length > 0) return text
  const parts = partsOf(before)
  const attempt = (some: readonly Fix[]): string | undefined => attemptFixes(text, before, parts, some, language)
  return attempt(compatible(fixes, [], attempt)) ?? text
}

function attemptFixes(
  text: string,
  before: HclFile,
  parts: ReadonlyMap<string, Part>,
  fixes: readonly Fix[],
  { parse, isBlock }: HclLanguage,
): string | undefined {
  const wanted = wantedOf(fixes, parts, isBlock)
  const edits = wanted && editsOf(wanted, parts, { text, lineBreak: lineBreak(text), isBlock })
  const rough = edits && applyEdits(text, edits)
  if (!wanted || !edits || rough === undefined) return undefined
  const touched = placesAfter(text, edits)
  const after = applyEdits(rough, alignments(rough, parse(rough), touched))
  if (after === undefined) return undefined
  const read = parse(after)
  const isSame = isEqual(bareFile(read), bareFile(before, wanted)) && isEqual(commentsOf(read), commentsOf(before))
  return isSame ? after : undefined
}

const commentsOf = ({ comments }: HclFile): string[] =>
  comments.map(({ span: { text, start, end } }) => text.slice(start, end).trimEnd())

interface Change extends BodyChange {
  added: JsonObject
  removed: Set<string>
}

/** What the fixes come to, by what they change; undefined where one of them names nothing that can be changed. */
function wantedOf(fixes: readonly Fix[], parts: ReadonlyMap<string, Part>, isBlock: IsBlock): Wanted | undefined {
  const bodies = new Map<Body, Change>()
  const objects = new Map<Expression, Change>()
  const values = new Map<Expression, Json>()
  for (const { start, end, patches } of fixes) {
    const part = parts.get(placeOf({ start, end }))
    if (!part) return undefined
    for (const { path, value } of patches) {
      if (path.length === 0) {
        if (!('expression' in part) || value === undefined) return undefined
        const { expression } = part
        const written = inPlaceOf(expression, value)
        if (values.has(expression) && !isEqual(values.get(expression), written)) return undefined
        values.set(expression, written)
        continue
      }
      const change = 'body' in part ? changeOf(bodies, part.body) : changeOf(objects, part.expression)
      if (value !== undefined) change.added = withPatch(change.added, path.map(String), value)
      else if (path.length === 1) change.removed.add(String(path[0]))
      else return undefined
    }
  }
  return { bodies, values, objects, isBlock }
}

function changeOf<K>(changes: Map<K, Change>, key: K): Change {
  const change = changes.get(key) ?? { added: {}, removed: new Set() }
  changes.set(key, change)
  return change
}

function editsOf(
  { bodies, values, objects }: Wanted,
  parts: ReadonlyMap<string, Part>,
  sheet: Parameters<typeof bodyEdits>[3],
): Edit[] | undefined {
  const blocks = new Map(
    [...parts.values()].flatMap((part) => ('body' in part ? [[part.body, part.block] as const] : [])),
  )
  const all = [
    ...[...bodies].map(([body, change]) => {
      const block = blocks.get(body)
      return block && bodyEdits(block, body, change, sheet)
    }),
    ...[...values].map(([old, value]) => {
      const edit = valueEdit(old, value)
      return edit && [edit]
    }),
    ...[...objects].map(([old, change]) => (old.kind === 'object' ? objectEdits(old, change, sheet) : undefined)),
  ]
  return all.every((each) => each !== undefined) ? all.flat() : undefined
}

/** Where in the new text each edit is. */
function placesAfter(before: string, edits: readonly Edit[]): Touched[] {
  let shift = 0
  return edits
    .toSorted((a, b) => a.start - b.start || a.end - b.end)
    .map(({ start, end, text }): Touched => {
      const from = start + shift
      shift += text.length - (end - start)
      return { start: from, end: from + text.length, isWhole: /[\r\n]/.test(before.slice(start, end) + text) }
    })
}
