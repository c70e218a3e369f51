import type { FieldChange } from '../../model/change.ts'
import { fromPointer } from '../../model/pointer.ts'
import { short } from '../../text/short.ts'
import { visible } from '../../text/visible.ts'
import { dotted } from '../../validation/schema-words.ts'

/** Characters of a value; more is cut, where both sides are long around what differs. */
const most = 500

/** A field as people write it: `instanceMetadataOptions.httpTokens`. */
export function fieldName(pointer: string): string {
  return short(visible(dotted(fromPointer(pointer))), 200)
}

/** The lines of a diff: what goes after `-`, what comes after `+`. Values are JSON, so each stays on its line. */
export function diffLines(fields: readonly FieldChange[]): string[] {
  return fields.flatMap(({ pointer, kind, before, after }) => {
    const name = fieldName(pointer)
    const [from, to] = sideBySide(json(before), json(after))
    return [...(kind === 'add' ? [] : [`- ${name}: ${from}`]), ...(kind === 'clear' ? [] : [`+ ${name}: ${to}`])]
  })
}

/** Both sides as text, absent where there is none. */
export function beforeAfter({ kind, before, after }: FieldChange): { before?: string; after?: string } {
  const [from, to] = sideBySide(json(before), json(after))
  return { ...(kind !== 'add' && { before: from }), ...(kind !== 'clear' && { after: to }) }
}

/** Cut alike, so that values that differ late do not look the same. */
function sideBySide(before: string, after: string): [string, string] {
  if (before.length <= most && after.length <= most) return [before, after]
  let same = 0
  while (same < before.length && before[same] === after[same]) same++
  const start = same > most / 2 ? same - 40 : 0
  return [cut(before, start), cut(after, start)]
}

function cut(text: string, start: number): string {
  const rest = text.slice(start)
  return `${start > 0 ? '…' : ''}${rest.length > most ? `${rest.slice(0, most)}…` : rest}`.toWellFormed()
}

function json(value: unknown): string {
  return visible(JSON.stringify(value) ?? 'absent')
}
