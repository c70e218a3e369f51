import type { Spec } from '../lint/spec.ts'
import { isEqual } from '../model/is-equal.ts'
import type { BaseRevision } from './run-policy.ts'

/** The specs that ask for something else than in the base revision; all of them where the run is about everything. */
export function changedSpecs(specs: readonly Spec[], base: BaseRevision | undefined): readonly Spec[] {
  if (!base?.hasChanged) return specs
  const isAsBefore = asBefore(base.specs)
  return specs.filter((spec) => !isAsBefore(spec))
}

/** Whether a spec, with its defaults merged in, asks for what one of these did for its target. */
export function asBefore(specs: readonly Spec[]): (spec: Spec) => boolean {
  const before = Map.groupBy(specs, ({ arn }) => arn)
  return (spec) => before.get(spec.arn)?.some((each) => isEqual(asked(each), asked(spec))) ?? false
}

const asked = ({ config, update, imageType }: Spec): unknown => ({ config, update, imageType })
