import type { Fleet, Path, PlannedChange, Spec, SpecSource } from '../model.ts'
import { locate } from '../source/locate.ts'
import type { MapNode, SourceNode } from '../source/source.ts'
import { toJson } from '../yaml/to-json.ts'
import type { Exception, Written } from './exception.ts'

/** A suppression as a spec or a file's defaults state it, with the specs that it speaks of. */
export interface SpecException extends Exception {
  by: 'spec'
  written: Written
  heirs: ReadonlySet<Spec>
  /** Their targets. */
  arns: ReadonlySet<string>
  /** Where a part of it stands, or would. */
  placeOf(part: keyof Written): Exception['location']
}

/**
 * Every suppression written in the fleet. One in `defaults` counts once, for all specs of the file that do not state a
 * list of their own.
 */
export function specExceptions(fleet: Fleet): SpecException[] {
  const heirsOf = new Map<SourceNode, Spec[]>()
  const sources = new Map<SourceNode, SpecSource>()
  const found: SpecException[] = []
  for (const spec of fleet.specs) {
    const { own, defaults } = spec.source
    const stated = suppressNode(own)
    if (stated) found.push(...exceptionsIn(stated, spec.source, [spec], spec.arn))
    if (!defaults) continue
    const heirs = heirsOf.get(defaults) ?? []
    if (!stated) heirs.push(spec)
    heirsOf.set(defaults, heirs)
    sources.set(defaults, { ...spec.source, own: defaults })
  }
  for (const [defaults, heirs] of heirsOf) {
    const source = sources.get(defaults)
    const list = suppressNode(defaults)
    if (source && list) found.push(...exceptionsIn(list, source, heirs))
  }
  return found
}

/** The suppressions that a plan carries, for when the specs themselves are not at hand. */
export function planExceptions(changes: readonly PlannedChange[]): SpecException[] {
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

function exceptionsIn(list: SourceNode, source: SpecSource, specs: readonly Spec[], arn?: string): SpecException[] {
  if (list.kind !== 'list') return []
  const { file, text, own } = source
  const place = (path: Path): Exception['location'] => ({ file, ...locate({ source: { file, text, own } }, path) })
  const heirs = new Set(specs)
  const arns = new Set(specs.map((spec) => spec.arn).filter((each) => each !== ''))
  return list.items.flatMap((item, at): SpecException[] => {
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
