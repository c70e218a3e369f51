import type { Fix } from '../document/edit/fix-text.ts'
import type { Patch } from '../document/edit/patch.ts'
import type { SourceNode } from '../document/node.ts'
import { isWrittenIn } from '../document/yaml/to-json.ts'
import type { Judgement } from '../lint/judgement.ts'
import type { Fleet } from '../lint/spec.ts'
import { SpecSource } from '../sources/spec-file/spec-source.ts'

interface RequestedFix {
  source: SpecSource
  patches: readonly Patch[]
  /** Equal for the same change by the same rule. */
  key: string
}

/**
 * What judgements ask to change, by file. An inherited value is changed in the defaults when every spec that inherits it
 * has the same finding, else overridden in the spec.
 */
export function collectFixes(judgements: readonly Judgement[], fleet: Pick<Fleet, 'specs'>): Map<string, Fix[]> {
  const requested = judgements.flatMap(({ subject, fix, finding }): RequestedFix[] => {
    const source = subject?.source
    if (!(source instanceof SpecSource) || fix.length === 0) return []
    return [{ source, patches: fix, key: JSON.stringify([finding.ruleId, fix]) }]
  })
  const isShared = createSharing(requested, fleet)
  const fixes = new Map<string, Fix[]>()
  const done = new Set<string>()
  for (const request of requested) {
    const { file } = request.source
    const fix = toFix(request, isShared)
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

type Sharing = (request: RequestedFix, defaults: SpecSource) => boolean

/** Whether all specs below some defaults that a change of them would reach ask for it; answered once for all of them. */
function createSharing(requested: readonly RequestedFix[], { specs }: Pick<Fleet, 'specs'>): Sharing {
  const asked = new Map<SpecSource, Set<string>>()
  for (const { source, key } of requested) asked.set(source, (asked.get(source) ?? new Set()).add(key))
  const sources = specs.flatMap(({ source }) => (source instanceof SpecSource ? [source] : []))
  const families = Map.groupBy(sources, ({ defaults }) => defaults)
  const answers = new Map<SpecSource, Map<string, boolean>>()
  return ({ key, patches }, defaults) => {
    const known = answers.get(defaults) ?? new Map<string, boolean>()
    answers.set(defaults, known)
    // Also a key that the fix adds to the defaults is inherited, by those that do not state it.
    const isHeir = (source: SpecSource): boolean => patches.some(({ path }) => !isWrittenIn(source.value, path))
    const answer =
      known.get(key) ?? (families.get(defaults) ?? []).every((source) => !isHeir(source) || asked.get(source)?.has(key))
    known.set(key, answer)
    return answer
  }
}

function toFix({ source, patches, key }: RequestedFix, isShared: Sharing): Fix {
  const { node, value, defaults } = source
  const isInherited = ({ path }: Patch): boolean => !isWrittenIn(value, path) && source.isWritten(path)
  if (!defaults || !patches.some(isInherited)) return { ...rangeOf(node), patches }
  if (isShared({ source, patches, key }, defaults)) return { ...rangeOf(defaults.node), patches }
  // What a spec leaves out it inherits, so that only null takes it away.
  return { ...rangeOf(node), patches: patches.map(({ path, value }) => ({ path, value: value ?? null })) }
}

const rangeOf = ({ start, end }: SourceNode): { start: number; end: number } => ({ start, end })
