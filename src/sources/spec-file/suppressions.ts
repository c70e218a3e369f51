import { valueAt } from '../../document/yaml/to-json.ts'
import type { Spec } from '../../lint/spec.ts'
import type { Subject } from '../../lint/subject.ts'
import type { Suppression, Written, WrittenSuppression } from '../../lint/suppression.ts'
import { append } from '../../model/append.ts'
import type { Json, JsonObject, Path } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import { KeptSpec } from './kept-spec.ts'
import { SpecSource } from './spec-source.ts'

/**
 * Every suppression written in the fleet. One in `defaults` counts once, for all specs of the file that do not state a
 * list of their own.
 */
export function specSuppressions({ specs }: { specs: readonly Spec[] }): WrittenSuppression[] {
  const heirsOf = new Map<SpecSource, Spec[]>()
  const found: WrittenSuppression[] = []
  for (const spec of specs) {
    if (spec instanceof KeptSpec) continue
    const { source } = spec
    if (!(source instanceof SpecSource)) continue
    const { value, defaults } = source
    const stated = valueAt(value, listPath)
    if (stated !== undefined) append(found, suppressionsIn(stated, source.alone(), [spec], spec.arn))
    if (!defaults) continue
    const heirs = heirsOf.get(defaults) ?? []
    if (stated === undefined) heirs.push(spec)
    heirsOf.set(defaults, heirs)
  }
  for (const [defaults, heirs] of heirsOf) {
    const list = valueAt(defaults.value, listPath)
    if (list !== undefined) append(found, suppressionsIn(list, defaults, heirs))
  }
  return found
}

/** Whether something is suppressed by a spec, or in the defaults above it. */
export function hasSuppressions({ guard, source }: Spec): boolean {
  if (guard.suppress !== undefined) return true
  return source instanceof SpecSource && valueAt(source.defaults?.value ?? null, listPath) !== undefined
}

const listPath = ['x-guard', 'suppress']

function suppressionsIn(list: Json, source: SpecSource, specs: readonly Spec[], arn?: string): WrittenSuppression[] {
  if (!Array.isArray(list)) return []
  const place = (path: Path): Suppression['location'] => source.place(path)
  const heirs = new Set<Subject>(specs)
  const arns = new Set(specs.map((spec) => spec.arn).filter((each) => each !== ''))
  return list.flatMap((item, at): WrittenSuppression[] => {
    if (!isObject(item)) return []
    const written = texts(item)
    const path = [...listPath, at]
    return [
      {
        by: 'spec',
        rule: written.rule ?? '',
        reason: written.reason ?? '',
        ...(written.expires !== undefined && { expires: written.expires }),
        // Few are asked.
        get location() {
          return place(path)
        },
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
function texts(item: JsonObject): Written {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => typeof value === 'string'))
}
