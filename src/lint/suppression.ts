import type { Finding, Location } from '../model/finding.ts'
import { dayOf } from '../text/day.ts'
import type { Subject } from './subject.ts'

/** A suppression that somebody wrote, in a spec or in the config. */
export interface Suppression {
  by: 'spec' | 'config'
  rule: string
  reason: string
  expires?: string
  location: Location
  pointer: string
  arn?: string
  /** Whether it speaks of what the finding is about. */
  covers(finding: Finding, subject: Subject | undefined): boolean
}

/** What was written as a suppression; any part may be missing. */
export interface Written {
  rule?: string
  reason?: string
  expires?: string
}

/** A suppression as it stands beside what it speaks of: in a spec, in a file's defaults. */
export interface WrittenSuppression extends Suppression {
  by: 'spec'
  written: Written
  heirs: ReadonlySet<Subject>
  /** Their targets. */
  arns: ReadonlySet<string>
  /** In place of what is said of one that nobody can read, or that covers nothing. */
  words?: { invalid?: string; unused?: string }
  /** Where a part of it stands, or would. */
  placeOf(part: keyof Written): Suppression['location']
}

/** Past its last day, in UTC, a suppression no longer counts. Days as YYYY-MM-DD compare as text. */
export function isExpired({ expires }: Written, now: Date): boolean {
  return expires !== undefined && expires < dayOf(now)
}
