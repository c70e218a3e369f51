import type { MapNode, SourceNode } from '../document/node.ts'
import { toJson } from '../document/yaml/to-json.ts'
import { locate } from '../lint/locate.ts'
import type { Fleet, Spec, SpecSource } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Path } from '../model/json.ts'
import type { Suppression, Written } from './suppression.ts'

/** A suppression as a spec or a file's defaults state it, with the specs that it speaks of. */
export interface WrittenSuppression extends Suppression {
  by: 'spec'
  written: Written
  heirs: ReadonlySet<Spec>
  /** Their targets. */
  arns: ReadonlySet<string>
  /** Where a part of it stands, or would. */
  placeOf(part: keyof Written): Suppression['location']
}

/**
 * Every suppression written in the fleet. One in `defaults` counts once, for all specs of the file that do not state a
 * list of their own.
 */
export function specSuppressions(fleet: Fleet): WrittenSuppression[] {
  const heirsOf = new Map<SourceNode, Spec[]>()
  const sources = new Map<SourceNode, SpecSource>()
  const found: WrittenSuppression[] = []
  for (const spec of fleet.specs) {
    const { own, defaults } = spec.source
    const stated = suppressNode(own)
    if (stated) found.push(...suppressionsIn(stated, spec.source, [spec], spec.arn))
    if (!defaults) continue
    const heirs = heirsOf.get(defaults) ?? []
    if (!stated) heirs.push(spec)
    heirsOf.set(defaults, heirs)
    sources.set(defaults, { ...spec.source, own: defaults })
  }
  for (const [defaults, heirs] of heirsOf) {
    const source = sources.get(defaults)
    const list = suppressNode(defaults)
    if (source && list) found.push(...suppressionsIn(list, source, heirs))
  }
  return found
}

/** The suppressions that a plan carries, for when the specs themselves are not at hand. */
export function planSuppressions(changes: readonly PlannedChange[]): WrittenSuppression[] {
  return changes.flatMap(({ arn, guard, location }) =>
    (guard.suppress ?? []).map((written, at) => ({
      by: 'spec',
      rule: written.rule ?? '',
      reason: written.reason ?? '',
      ...(written.expires !== undefined && { expires: written.expires }),
      location,
      pointer: `/x-guard/suppress/${at}`,
      arn,
      written,
      heirs: new Set<Spec>(),
      arns: new Set([arn]),
      placeOf: () => location,
      covers: (finding) => finding.arn === arn,
    })),
  )
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
  const { file, text, own } = source
  const place = (path: Path): Suppression['location'] => ({ file, ...locate({ source: { file, text, own } }, path) })
  const heirs = new Set(specs)
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
        covers: (finding, spec) => (spec ? heirs.has(spec) || arns.has(spec.arn) : arns.has(finding.arn ?? '')),
      },
    ]
  })
}

/** The parts that are text; that the others are not is a `schema` finding. */
function texts(node: MapNode): Written {
  const entries = Object.entries(toJson(node) ?? {}).filter(([, value]) => typeof value === 'string')
  return Object.fromEntries(entries)
}
