import { isDeepStrictEqual } from 'node:util'
import type { Finding, Fleet, Spec, SpecSource } from '../../model.ts'
import type { Patch } from '../../rule/rule.ts'
import { isWritten } from '../../source/locate.ts'
import type { SourceNode } from '../../source/source.ts'
import type { Fix } from './fix-text.ts'

interface Wish {
  finding: Finding
  spec: Spec
  patches: readonly Patch[]
}

/**
 * What the findings ask to change, by file. An inherited value is changed in the defaults when every spec that inherits
 * it has the same finding, else overridden in the spec.
 */
export function collectFixes(
  findings: readonly Finding[],
  details: ReadonlyMap<Finding, { spec: Spec | undefined; fix?: readonly Patch[] }>,
  fleet: Fleet,
): Map<string, Fix[]> {
  const wishes = findings.flatMap((finding): Wish[] => {
    const { spec, fix = [] } = details.get(finding) ?? { spec: undefined }
    return spec && fix.length > 0 ? [{ finding, spec, patches: fix }] : []
  })
  const wishesOf = Map.groupBy(wishes, ({ spec }) => spec)
  const families = Map.groupBy(fleet.specs, ({ source }) => source.defaults)
  const fixes = new Map<string, Fix[]>()
  const done = new Set<string>()
  for (const wish of wishes) {
    const { file } = wish.spec.source
    const fix = toFix(wish, wishesOf, families)
    // Heirs of one value ask for the same change of it.
    const key = JSON.stringify([file, fix])
    if (done.has(key)) continue
    done.add(key)
    fixes.set(file, [...(fixes.get(file) ?? []), fix])
  }
  return fixes
}

function toFix(
  { spec, patches, finding: { ruleId } }: Wish,
  wishesOf: ReadonlyMap<Spec, Wish[]>,
  families: ReadonlyMap<SourceNode | undefined, Spec[]>,
): Fix {
  const { own, defaults } = spec.source
  const inherited = patches.filter((patch) => isInherited(spec.source, patch))
  if (!defaults || inherited.length === 0) return { ...rangeOf(own), patches }
  // Also a key that the fix adds to the defaults is inherited, by those that do not state it.
  const heirs = (families.get(defaults) ?? []).filter(({ source }) => patches.some((patch) => !isOwn(source, patch)))
  const isShared = heirs.every((heir) =>
    wishesOf.get(heir)?.some((wish) => wish.finding.ruleId === ruleId && isDeepStrictEqual(wish.patches, patches)),
  )
  if (isShared) return { ...rangeOf(defaults), patches }
  // What a spec leaves out it inherits, so that only null takes it away.
  return { ...rangeOf(own), patches: patches.map(({ path, value }) => ({ path, value: value ?? null })) }
}

const rangeOf = ({ start, end }: SourceNode): { start: number; end: number } => ({ start, end })

/** Whether the value at a path comes from the defaults. */
function isInherited(source: SpecSource, patch: Patch): boolean {
  return !isOwn(source, patch) && isWritten({ source }, patch.path)
}

/** Whether the spec itself states the value at a path, or a null above it. */
function isOwn({ defaults, ...alone }: SpecSource, { path }: Patch): boolean {
  return isWritten({ source: alone }, path)
}
