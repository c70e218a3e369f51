import type { TargetsConfig } from '../generated/config.ts'

export interface AwsOptions {
  endpointUrl?: string | undefined
  /** Of the shared config and credentials files. */
  profile?: string | undefined
  /** Roles to assume, by account. */
  targets?: TargetsConfig
  /** A local Image Builder of this process: it brings its own credentials and has no caller to check. */
  local?: { url: string }
  /** Calls in flight at once, hence connections kept open. @default 20 */
  concurrency?: number | undefined
  /** Milliseconds until an answer begins, and as many until its body ends. @default 30_000 */
  answerTimeout?: number
  /** Milliseconds that a source of credentials may take: somebody may have to confirm in a browser. @default 300_000 */
  sourceTimeout?: number
  /** @default process.env */
  env?: Readonly<Record<string, string | undefined>>
}
