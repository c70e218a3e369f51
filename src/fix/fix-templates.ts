import type { Fix } from '../document/edit/fix-text.ts'
import type { Judgement } from '../lint/judgement.ts'
import { type FixTarget, fixTargets } from '../sources/resource/fix-targets.ts'
import { ResourceSource } from '../sources/resource/resource-source.ts'

export interface TextFixes {
  text: string
  fixes: Fix[]
}

/**
 * What judgements of templates ask to change, by file. What others read as well is changed only when all of them ask for
 * the same.
 */
export function templateFixes(judgements: readonly Judgement[]): Map<string, TextFixes> {
  const requested = judgements.flatMap(({ subject, fix }): FixTarget[][] => {
    const source = subject?.source
    if (fix.length === 0 || subject?.origin !== 'cloudformation' || !(source instanceof ResourceSource)) return []
    const targets = fixTargets(source.resource, fix)
    return targets ? [targets] : []
  })
  const readers = new Map<string, Set<string>>()
  for (const target of requested.flat()) {
    for (const { name, at } of target.shared) {
      const key = readerKey(target, name)
      readers.set(key, (readers.get(key) ?? new Set()).add(at))
    }
  }
  const isAgreed = (target: FixTarget): boolean =>
    target.shared.every(({ name, uses }) => (readers.get(readerKey(target, name))?.size ?? 0) >= uses)
  const files = new Map<string, TextFixes>()
  const done = new Set<string>()
  for (const targets of requested) {
    if (!targets.every(isAgreed)) continue
    for (const { file, text, fix } of byMap(targets)) {
      // Variants of one resource ask for the same.
      const key = JSON.stringify([file, fix])
      if (done.has(key)) continue
      done.add(key)
      const known = files.get(file) ?? { text, fixes: [] }
      known.fixes.push(fix)
      files.set(file, known)
    }
  }
  return files
}

const readerKey = (target: FixTarget, name: string): string => JSON.stringify([placeOf(target), target.value, name])

const placeOf = ({ span: { file, start, end }, path }: FixTarget): unknown => [file, start, end, path]

/** What one finding asks of one map is made as a whole. */
function byMap(targets: readonly FixTarget[]): { file: string; text: string; fix: Fix }[] {
  return [...Map.groupBy(targets, ({ span: { file, start, end } }) => `${start}:${end} ${file}`).values()].flatMap(
    (same) => {
      const [first] = same
      if (!first) return []
      const { file, text, start, end } = first.span
      return [{ file, text, fix: { start, end, patches: same.map(({ path, value }) => ({ path, value })) } }]
    },
  )
}
