import type { Block, Comment, HclSpan } from '../../document/hcl/syntax.ts'
import { locationOf } from '../../document/position.ts'
import { makeFinding } from '../../lint/make-finding.ts'
import type { Subject } from '../../lint/subject.ts'
import type { Written, WrittenSuppression } from '../../lint/suppression.ts'
import type { Finding, Location } from '../../model/finding.ts'
import type { ImageType } from '../../model/spec.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { closestName } from '../../text/closest-name.ts'
import { quoted } from '../../text/short.ts'
import type { Module } from './module.ts'

/** A comment that speaks to this tool: `# ibguard suppress no-key-pair until 2027-03-31: break-glass`. */
interface Remark {
  span: HclSpan
  verb: string
  /** What stands behind the verb, and where it begins in the file. */
  rest: string
  restStart: number
}

/** What the comments of a module say, by the block that they stand in or right above. */
export interface Remarks {
  of(block: Block): readonly Remark[]
  /** Those at none of our blocks. */
  orphans: readonly Remark[]
}

const form = /^(?:#|\/\/)[ \t]*ibguard(?=\s|$)[ \t]*(\S*)[ \t]*/

export function remarksOf({ comments, resources }: Module): Remarks {
  const remarks = new Map(
    comments.flatMap((comment) => {
      const remark = remarkOf(comment)
      return remark ? [[comment, remark] as const] : []
    }),
  )
  const found = new Map<Block, Remark[]>()
  if (remarks.size === 0) return { of: () => [], orphans: [] }
  const orphans = new Set(remarks.values())
  for (const block of resources) {
    if (block.labels[0] !== resourceType.terraform) continue
    const own = (block.parts ?? [block.span]).flatMap((part) => commentsAt(part, comments))
    const ours = own.flatMap((comment) => remarks.get(comment) ?? [])
    for (const remark of ours) orphans.delete(remark)
    found.set(block, ours)
  }
  return { of: (block) => found.get(block) ?? [], orphans: [...orphans] }
}

function remarkOf({ span }: Comment): Remark | undefined {
  const text = span.text.slice(span.start, span.end).trimEnd()
  const match = form.exec(text)
  if (!match) return undefined
  const [head, verb = ''] = match
  return { span, verb, rest: text.slice(head.length), restStart: span.start + head.length }
}

/** Comments inside of a block, and on the lines right above it. */
function commentsAt(block: HclSpan, comments: readonly Comment[]): Comment[] {
  const sameFile = comments.filter(({ span }) => span.file === block.file)
  const inside = sameFile.filter(({ span }) => span.start >= block.start && span.end <= block.end)
  let top = block.start
  const above: Comment[] = []
  for (const comment of sameFile.toReversed()) {
    const { start, end, text } = comment.span
    if (start >= top) continue
    const isOwnLine = /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))
    if (!isOwnLine || !/^[ \t]*\r?\n?[ \t]*$/.test(text.slice(end, top))) break
    above.unshift(comment)
    top = start
  }
  return [...above, ...inside]
}

export function imageTypeIn(remarks: readonly Remark[]): ImageType | undefined {
  const said = remarks.findLast(({ verb, rest }) => verb === 'imageType' && isImageType(rest))?.rest
  return isImageType(said) ? said : undefined
}

const isImageType = (text: string | undefined): text is ImageType => text === 'AMI' || text === 'DOCKER'

/** An `imageType` that is none. */
export function remarkFindings(
  remarks: readonly Remark[],
  subject: Pick<Subject, 'origin' | 'address' | 'root'>,
): Finding[] {
  return remarks
    .filter(({ verb, rest }) => verb === 'imageType' && !isImageType(rest))
    .map(({ span, rest }) =>
      makeFinding({
        ruleId: 'schema',
        severity: 'error',
        message: `imageType is ${rest === '' ? 'empty' : quoted(rest)}; it must be "AMI" or "DOCKER".`,
        place: placeOf(span),
        subject,
      }),
    )
}

/** The suppressions among remarks, and what is no word of ours. */
export function suppressionsIn(remarks: readonly Remark[], heirs: ReadonlySet<Subject>): WrittenSuppression[] {
  return remarks.filter(({ verb }) => verb !== 'imageType').map((remark) => suppressionOf(remark, heirs))
}

/** Remarks at no configuration cover nothing. */
export function orphanSuppressions(orphans: readonly Remark[]): WrittenSuppression[] {
  return orphans.map((remark) => {
    const read = suppressionOf(remark, new Set())
    if (remark.verb !== 'imageType') return read
    return { ...read, words: { unused: `This imageType stands at no ${resourceType.noun}; remove it.` } }
  })
}

const verbs = ['suppress', 'imageType']

function suppressionOf({ span, verb, rest, restStart }: Remark, heirs: ReadonlySet<Subject>): WrittenSuppression {
  const match = /^(\S*?)(?:[ \t]+until[ \t]+(\S*?))?[ \t]*(?::[ \t]*(.*))?$/.exec(rest)
  const [, rule = '', expires, reason] = match ?? ['', rest.split(/[\s:]/)[0] ?? '']
  const written: Written = {
    ...(rule !== '' && { rule }),
    ...(expires !== undefined && { expires }),
    ...(reason !== undefined && reason !== '' && { reason }),
  }
  const placeOfPart = (part: keyof Written): Location => {
    const value = written[part]
    const at = value === undefined ? -1 : rest.indexOf(value, part === 'reason' ? rest.indexOf(':') : 0)
    if (value === undefined || at < 0) return placeOf(span)
    return placeOf({ ...span, start: restStart + at, end: restStart + at + value.length })
  }
  return {
    by: 'spec',
    rule,
    reason: reason ?? '',
    ...(expires !== undefined && { expires }),
    location: placeOf(span),
    pointer: '/ibguard',
    written,
    heirs,
    arns: new Set(),
    ...(!verbs.includes(verb) && { words: { invalid: unknownVerb(verb) } }),
    placeOf: verb === 'suppress' ? placeOfPart : () => placeOf(span),
    covers: (_finding, subject) => subject !== undefined && heirs.has(subject),
  }
}

function unknownVerb(verb: string): string {
  const closest = closestName(verb, verbs)
  const hint = closest ? `did you mean ${JSON.stringify(closest)}?` : 'there are suppress and imageType.'
  return verb === '' ? `ibguard is told nothing here; ${hint}` : `ibguard knows no ${quoted(verb)}; ${hint}`
}

function placeOf({ file, text, start, end }: HclSpan): Location {
  return locationOf(file, text, start, end)
}
