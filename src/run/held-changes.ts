import type { Fleet } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import { holdAgainst } from '../plan/hold-against.ts'
import { changedSpecs } from '../suppress/changed-specs.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'

/** The changes of a plan, held against specs. A plan of what has changed since a revision need not have the rest of them. */
export function heldChanges(
  changes: readonly PlannedChange[],
  { specs }: Pick<Fleet, 'specs'>,
  { base }: RunPolicy,
): PlannedChange[] {
  const counting = new Set(changedSpecs(specs, base).map(({ arn }) => arn))
  return holdAgainst(changes, specs).filter(({ code, arn }) => code !== 'NotPlanned' || counting.has(arn))
}
