import type { MapNode, SourceNode } from '../../document/node.ts'
import { toJson } from '../../document/yaml/to-json.ts'
import type { Fleet, Spec } from '../../lint/spec.ts'
import type { Subject } from '../../lint/subject.ts'
import type { Suppression, Written, WrittenSuppression } from '../../lint/suppression.ts'
import type { Path } from '../../model/json.ts'
import { SpecSource } from './spec-source.ts'

/**
 * Every suppression written in the fleet. One in `defaults` counts once, for all specs of the file that do not state a
 * list of their own.
 */
export function specSuppressions({ specs }: Pick<Fleet, 'specs'>): WrittenSuppression[] {
  const heirsOf = new Map<SourceNode, Spec[]>()
  const sources = new Map<SourceNode, SpecSource>()
  const found: WrittenSuppression[] = []
  for (const spec of specs) {
    const { source } = spec
    if (!(source instanceof SpecSource)) continue
    const { own, defaults } = source
    const stated = suppressNode(own)
    if (stated) found.push(...suppressionsIn(stated, source, [spec], spec.arn))
    if (!defaults) continue
    const heirs = heirsOf.get(defaults) ?? []
    if (!stated) heirs.push(spec)
    heirsOf.set(defaults, heirs)
    const inherited = source.ofDefaults()
    if (inherited) sources.set(defaults, inherited)
  }
  for (const [defaults, heirs] of heirsOf) {
    const source = sources.get(defaults)
    const list = suppressNode(defaults)
    if (source && list) found.push(...suppressionsIn(list, source, heirs))
  }
  return found
}

function suppressNode(top: SourceNode): SourceNode | undefined {
  const child = (node: SourceNode | undefined, name: string): SourceNode | undefined =>
    node?.kind === 'map' ? node.entries.find(({ key }) => key === name)?.value : undefined
  return child(child(top, 'x-guard'), 'suppress')
}

function suppressionsIn(
  list: SourceNode,
  source: SpecSource,
  specs: readonly Spec[],
  arn?: string,
): WrittenSuppression[] {
  if (list.kind !== 'list') return []
  const alone = new SpecSource({ file: source.file, text: source.text, own: source.own })
  const place = (path: Path): Suppression['location'] => alone.place(path)
  const heirs = new Set<Subject>(specs)
  const arns = new Set(specs.map((spec) => spec.arn).filter((each) => each !== ''))
  return list.items.flatMap((item, at): WrittenSuppression[] => {
    if (item.kind !== 'map') return []
    const written = texts(item)
    const path = ['x-guard', 'suppress', at]
    return [
      {
        by: 'spec',
        rule: written.rule ?? '',
        reason: written.reason ?? '',
        ...(written.expires !== undefined && { expires: written.expires }),
        location: place(path),
        pointer: `/x-guard/suppress/${at}`,
        ...(arn && { arn }),
        written,
        heirs,
        arns,
        placeOf: (part) => place([...path, part]),
        covers: (finding, subject) =>
          subject ? heirs.has(subject) || arns.has(subject.arn) : arns.has(finding.arn ?? ''),
      },
    ]
  })
}

/** The parts that are text; that the others are not is a `schema` finding. */
function texts(node: MapNode): Written {
  const entries = Object.entries(toJson(node) ?? {}).filter(([, value]) => typeof value === 'string')
  return Object.fromEntries(entries)
}
