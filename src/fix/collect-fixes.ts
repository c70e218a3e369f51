import type { Fix } from '../document/edit/fix-text.ts'
import type { Patch } from '../document/edit/patch.ts'
import type { SourceNode } from '../document/node.ts'
import { isWritten } from '../lint/locate.ts'
import type { Fleet, Spec, SpecSource } from '../lint/spec.ts'
import type { Finding } from '../model/finding.ts'

interface Wish {
  spec: Spec
  patches: readonly Patch[]
  /** Equal for the same change by the same rule. */
  key: string
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
    return spec && fix.length > 0 ? [{ spec, patches: fix, key: JSON.stringify([finding.ruleId, fix]) }] : []
  })
  const isShared = createSharing(wishes, fleet)
  const fixes = new Map<string, Fix[]>()
  const done = new Set<string>()
  for (const wish of wishes) {
    const { file } = wish.spec.source
    const fix = toFix(wish, isShared)
    // Heirs of one value ask for the same change of it.
    const key = JSON.stringify([file, fix])
    if (done.has(key)) continue
    done.add(key)
    const ofFile = fixes.get(file) ?? []
    ofFile.push(fix)
    fixes.set(file, ofFile)
  }
  return fixes
}

type Sharing = (wish: Wish, defaults: SourceNode) => boolean

/** Whether all specs below some defaults that a change of them would reach wish for it; answered once for all of them. */
function createSharing(wishes: readonly Wish[], fleet: Fleet): Sharing {
  const wished = new Map<Spec, Set<string>>()
  for (const { spec, key } of wishes) wished.set(spec, (wished.get(spec) ?? new Set()).add(key))
  const families = Map.groupBy(fleet.specs, ({ source }) => source.defaults)
  const answers = new Map<SourceNode, Map<string, boolean>>()
  return ({ key, patches }, defaults) => {
    const known = answers.get(defaults) ?? new Map<string, boolean>()
    answers.set(defaults, known)
    // Also a key that the fix adds to the defaults is inherited, by those that do not state it.
    const isHeir = ({ source }: Spec): boolean => patches.some((patch) => !isOwn(source, patch))
    const answer =
      known.get(key) ?? (families.get(defaults) ?? []).every((spec) => !isHeir(spec) || wished.get(spec)?.has(key))
    known.set(key, answer)
    return answer
  }
}

function toFix({ spec, patches, key }: Wish, isShared: Sharing): Fix {
  const { own, defaults } = spec.source
  if (!defaults || !patches.some((patch) => isInherited(spec.source, patch))) return { ...rangeOf(own), patches }
  if (isShared({ spec, patches, key }, defaults)) return { ...rangeOf(defaults), patches }
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
