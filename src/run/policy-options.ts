import type { Remote } from '../git/resolve.ts'

/** What decides which policy judges, and which findings count. */
export interface PolicyOptions {
  /** A config file to use instead of searching. */
  config?: string | undefined
  cwd?: string | undefined
  baseline?: string
  /** Revision; only findings in files changed since count. */
  changedSince?: string | undefined
  /** Revision that config, baseline and rules are read from. */
  configFrom?: string | undefined
  /** Repository that revisions come from, and their names mean what they mean there. Default: the checkout and its `origin`. */
  remote?: Remote | undefined
  /** No code of the checkout runs. */
  safe?: boolean
  /** The baseline is about to be written, so a named one may be missing. */
  updateBaseline?: boolean
}
