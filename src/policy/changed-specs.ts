import { isDeepStrictEqual } from 'node:util'
import type { Spec } from '../model.ts'
import type { BaseRevision } from './run-policy.ts'

/** The specs that ask for something else than in the base revision, with their defaults merged in. */
export function changedSpecs(specs: readonly Spec[], base: BaseRevision | undefined): readonly Spec[] {
  if (!base) return specs
  const before = new Map(base.specs.map((spec) => [spec.arn, asked(spec)]))
  const hasChanged = ({ source: { file } }: Spec): boolean => base.changedFiles?.has(file) ?? true
  return specs.filter((spec) => hasChanged(spec) && !isDeepStrictEqual(before.get(spec.arn), asked(spec)))
}

const asked = ({ config, update, imageType }: Spec): unknown => ({ config, update, imageType })
