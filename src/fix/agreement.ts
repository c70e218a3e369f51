import type { Judgement } from '../lint/judgement.ts'
import { type FixTarget, fixTargets } from '../sources/resource/fix-targets.ts'
import { ResourceSource } from '../sources/resource/resource-source.ts'
import type { Editing } from '../sources/resource/resource-text.ts'
import type { Reader } from '../sources/resource/value.ts'

/** What a judgement of a resource asks to write, and where. */
export interface Request {
  judgement: Judgement
  targets: readonly FixTarget[]
  /** Of a language that has its own way of it. */
  editing: Editing | undefined
}

/** Of judgements of resources those that something can be written for. */
export function requestsOf(judgements: readonly Judgement[]): Request[] {
  return judgements.flatMap((judgement): Request[] => {
    const { subject, fix } = judgement
    // What has no origin is a spec, whose file may have to be read for its source.
    if (fix.length === 0 || subject?.origin === undefined) return []
    const { source } = subject
    if (!(source instanceof ResourceSource)) return []
    const targets = fixTargets(source.resource, fix)
    return targets ? [{ judgement, targets, editing: source.resource.editing }] : []
  })
}

/** What others read as well is changed only when all of them ask for the same. */
export interface Agreement {
  /** The readers of a target that do not ask for what it asks for. */
  others(target: FixTarget): Reader[]
}

export function agreementOf(requests: readonly Request[]): Agreement {
  const asking = new Map<string, Set<string>>()
  for (const target of requests.flatMap(({ targets }) => targets)) {
    for (const { name, at } of target.shared) {
      const key = keyOf(target, name)
      asking.set(key, (asking.get(key) ?? new Set()).add(at))
    }
  }
  return {
    others: (target) =>
      target.shared.flatMap(({ name, readers }) =>
        readers.filter(({ at }) => !asking.get(keyOf(target, name))?.has(at)),
      ),
  }
}

const keyOf = ({ span: { file, start, end }, path, value }: FixTarget, name: string): string =>
  JSON.stringify([file, start, end, path, value, name])
