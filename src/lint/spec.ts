import type { Finding } from '../model/finding.ts'
import type { Guard } from '../model/spec.ts'
import type { Subject } from './subject.ts'
import type { WrittenSuppression } from './suppression.ts'

/**
 * An update spec: a subject with a target. Its `config` has the request's fields with the defaults merged under them,
 * without the ARN, `x-guard` and `clientToken`.
 */
export interface Spec extends Subject {
  guard: Guard
}

/** Every spec of a run, with what loading them found. */
export interface Fleet {
  /** Absolute path that every `file` is relative to: the repository's root, or the working directory outside one. */
  root: string
  /** Files read, in order of code unit. */
  files: string[]
  specs: Spec[]
  /** Configurations that other tools update: of templates, modules, plans, accounts. They are judged alone. */
  resources?: Subject[]
  /** What stands beside the resources. */
  suppressions?: WrittenSuppression[]
  /** `syntax` and `schema` findings. */
  findings: Finding[]
  /** What the files of other tools would say with these texts in the place of some; nothing is written. */
  readWith?(texts: ReadonlyMap<string, string>): Promise<{ resources: Subject[]; findings: Finding[] }>
  /** It is all that the config speaks of, so that what no spec matches is unused. */
  isWhole?: boolean
  /** Templates and modules that a search found where only specs are wanted. */
  foreign?: string[]
  /** Files found by searching a folder and left, because nothing in them looks like a spec. */
  unrelated?: string[]
  /** Files beside those asked for that look like specs and are judged by nobody, because of their extension. */
  unnamed?: string[]
  /** Paths and globs that lead to nothing, where others of those asked for lead to something. */
  absent?: string[]
}
