import type { Spec } from '../lint/spec.ts'
import type { Baseline } from './baseline.ts'

/** What a run's policy knows beyond the config. */
export interface RunPolicy {
  baseline?: Baseline | undefined
  /** The run loads every spec that the config speaks of, so what nothing matches is unused or stale. */
  whole: boolean
  /** Told what the user should know beyond findings, such as a suppression that an enforced rule overrules. */
  onNotice?: ((notice: string) => void) | undefined
  /** The revision that the run is compared with. */
  base?: BaseRevision | undefined
}

export interface BaseRevision {
  /** Specs as they were, of every file that has changed since. */
  specs: readonly Spec[]
  /** Findings outside these files are left out; absent: none are. */
  changedFiles?: ReadonlySet<string>
}

export const noPolicy: RunPolicy = { whole: true }
