import type { Fleet } from '../lint/spec.ts'
import type { WrittenSuppression } from '../lint/suppression.ts'
import { specSuppressions } from './spec-file/suppressions.ts'

/** Every suppression that stands beside what a run judges, of whatever origin. */
export function writtenSuppressions(fleet: Pick<Fleet, 'specs' | 'suppressions'>): WrittenSuppression[] {
  return [...specSuppressions(fleet), ...(fleet.suppressions ?? [])]
}
