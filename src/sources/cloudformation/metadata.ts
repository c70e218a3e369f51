import type { MapEntry, SourceNode } from '../../document/node.ts'
import { rangeOf } from '../../document/position.ts'
import { resourceKey } from '../../lint/lint-resources.ts'
import { makeFinding } from '../../lint/make-finding.ts'
import type { Subject } from '../../lint/subject.ts'
import type { Written, WrittenSuppression } from '../../lint/suppression.ts'
import type { Finding, Location } from '../../model/finding.ts'
import type { ImageType } from '../../model/spec.ts'
import { closestName } from '../../text/closest-name.ts'
import { quoted } from '../../text/short.ts'
import { shown } from '../../validation/schema-words.ts'
import { childOf, entryIn, type Template, textOf } from './template.ts'

const section = 'imagebuilder-guard'
const above = ['Metadata', section]

/** What a resource's `Metadata` says to this tool. */
export interface Metadata {
  imageType?: ImageType
  /** What is wrong with it. */
  findings: Finding[]
  suppressions(heirs: readonly Subject[]): WrittenSuppression[]
}

export function metadataOf(
  { value }: MapEntry,
  template: Template,
  about: Pick<Subject, 'origin' | 'address'>,
): Metadata {
  const own = childOf(value, ...above)
  const placeOf = ({ start, end }: { start: number; end: number }): Location => ({
    file: template.file,
    ...rangeOf(template.text, start, end),
  })
  const wrong = (message: string, node: { start: number; end: number }, key: string): Finding =>
    makeFinding({
      ruleId: 'schema',
      severity: 'error',
      message,
      place: placeOf(node),
      path: [...above, key],
      subject: about,
    })
  if (!own) return { findings: [], suppressions: () => [] }
  if (own.kind !== 'map')
    return {
      findings: [wrong(`${section} is no map; it holds imageType and suppress.`, own, '')],
      suppressions: () => [],
    }
  const imageType = textOf(entryIn(own, 'imageType')?.value, template.text)
  const list = entryIn(own, 'suppress')?.value
  const findings = own.entries.flatMap((entry): Finding[] => {
    const { key, keyStart: start, keyEnd: end } = entry
    if (key === 'imageType' && imageType !== 'AMI' && imageType !== 'DOCKER')
      return [wrong(`imageType is ${shownNode(entry.value)}; it must be "AMI" or "DOCKER".`, entry.value, key)]
    if (key === 'suppress' && !(list?.kind === 'list' && list.items.every(({ kind }) => kind === 'map')))
      return [wrong('suppress is a list of { rule, reason, expires }.', entry.value, key)]
    if (key === 'imageType' || key === 'suppress') return []
    const closest = closestName(key, ['imageType', 'suppress'])
    const hint = closest ? `did you mean ${JSON.stringify(closest)}?` : 'there are imageType and suppress.'
    return [wrong(`Unknown key ${quoted(key)} in ${section}; ${hint}`, { start, end }, key)]
  })
  return {
    ...((imageType === 'AMI' || imageType === 'DOCKER') && { imageType }),
    findings,
    suppressions: (heirs) =>
      (list?.kind === 'list' ? list.items : []).flatMap((item, at) =>
        item.kind === 'map' ? [suppressionOf(item, at, template, new Set(heirs), placeOf)] : [],
      ),
  }
}

const shownNode = (node: SourceNode): string => (node.kind === 'scalar' ? shown(node.value) : `a ${node.kind}`)

function suppressionOf(
  item: SourceNode,
  at: number,
  { text }: Template,
  heirs: ReadonlySet<Subject>,
  placeOf: (node: SourceNode) => Location,
): WrittenSuppression {
  const keys = new Set([...heirs].map(resourceKey))
  const written: Written = {}
  for (const part of ['rule', 'reason', 'expires'] as const) {
    const stated = textOf(childOf(item, part), text)
    if (stated !== undefined) written[part] = stated
  }
  return {
    by: 'spec',
    rule: written.rule ?? '',
    reason: written.reason ?? '',
    ...(written.expires !== undefined && { expires: written.expires }),
    location: placeOf(item),
    pointer: `/${[...above, 'suppress', at].join('/')}`,
    written,
    heirs,
    arns: new Set(),
    placeOf: (part) => placeOf(childOf(item, part) ?? item),
    covers: (_finding, subject) => subject !== undefined && keys.has(resourceKey(subject)),
  }
}
