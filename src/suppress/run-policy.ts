import type { Spec } from '../lint/spec.ts'
import type { Baseline } from './baseline.ts'

/** What a run's policy knows beyond the config. */
export interface RunPolicy {
  baseline?: Baseline | undefined
  /** The run loads every spec that the config speaks of, so what nothing matches is unused or stale. */
  coversEverything: boolean
  /** Told what the user should know beyond findings, such as a suppression that an enforced rule overrules. */
  onNotice?: ((notice: string) => void) | undefined
  /** The revision that the run is compared with. */
  base?: BaseRevision | undefined
}

export interface BaseRevision {
  /** Specs as they were. */
  specs: readonly Spec[]
  /** Whether a file says something else now; findings outside such files are left out. Absent: the run is about all files. */
  hasChanged?(file: string): boolean
}

export const noPolicy: RunPolicy = { coversEverything: true }
