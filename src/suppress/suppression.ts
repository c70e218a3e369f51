import type { Spec } from '../lint/spec.ts'
import type { Finding, Location } from '../model/finding.ts'

/** A suppression that somebody wrote, in a spec or in the config. */
export interface Suppression {
  by: 'spec' | 'config'
  rule: string
  reason: string
  expires?: string
  location: Location
  pointer: string
  arn?: string
  /** Specs that it speaks of; in the config, any spec that matches. */
  covers(finding: Finding, spec: Spec | undefined): boolean
}

/** What was written as a suppression; any part may be missing. */
export interface Written {
  rule?: string
  reason?: string
  expires?: string
}

/** Past its last day a suppression no longer counts. Days as YYYY-MM-DD compare as text. */
export function isExpired({ expires }: Written, today: string): boolean {
  return expires !== undefined && expires < today
}
