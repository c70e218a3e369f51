import { isDeepStrictEqual } from 'node:util'
import type { Spec } from '../lint/spec.ts'
import type { BaseRevision } from './run-policy.ts'

/** The specs that ask for something else than in the base revision, with their defaults merged in; all of them where no files count as changed. */
export function changedSpecs(specs: readonly Spec[], base: BaseRevision | undefined): readonly Spec[] {
  if (!base?.changedFiles) return specs
  const before = new Map(base.specs.map((spec) => [spec.arn, asked(spec)]))
  const { changedFiles } = base
  const isAsBefore = (spec: Spec): boolean => isDeepStrictEqual(before.get(spec.arn), asked(spec))
  return specs.filter((spec) => changedFiles.has(spec.source.file) && !isAsBefore(spec))
}

const asked = ({ config, update, imageType }: Spec): unknown => ({ config, update, imageType })
