import type { WrittenSuppression } from '../lint/suppression.ts'
import type { PlannedChange } from '../model/change.ts'

/** The suppressions that a plan carries, for when the specs themselves are not at hand. */
export function planSuppressions(changes: readonly PlannedChange[]): WrittenSuppression[] {
  return changes.flatMap(({ arn, guard, location }) =>
    (guard.suppress ?? []).map((written, at) => ({
      by: 'spec',
      rule: written.rule ?? '',
      reason: written.reason ?? '',
      ...(written.expires !== undefined && { expires: written.expires }),
      location,
      pointer: `/x-guard/suppress/${at}`,
      arn,
      written,
      heirs: new Set(),
      arns: new Set([arn]),
      placeOf: () => location,
      covers: (finding) => finding.arn === arn,
    })),
  )
}
