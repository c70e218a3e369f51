import type { Finding, Location, Severity } from '../model/finding.ts'
import type { Path } from '../model/json.ts'
import { toPointer } from '../model/pointer.ts'
import { docsUrl } from './docs-url.ts'
import type { Place, Subject } from './subject.ts'

export interface FindingParts {
  ruleId: string
  severity: Severity
  message: string
  place: Place | Location
  /** Of the value that the rule wants; default: the whole. */
  path?: Path
  arn?: string | undefined
  /** What the finding is about, when that is one configuration. */
  subject?: Pick<Subject, 'origin' | 'address'> | undefined
  /** Default: the page of a built-in rule. */
  docsUrl?: string | undefined
  fixable?: boolean
}

/** The one place where findings are put together. */
export function makeFinding(parts: FindingParts): Finding {
  const { ruleId, severity, message, place, path = [], arn, subject, fixable = false } = parts
  const { file, line, column, endLine, endColumn } = place
  const related = 'related' in place ? place.related : undefined
  const page = parts.docsUrl ?? (ruleId.includes('/') ? undefined : docsUrl(ruleId))
  return {
    ruleId,
    severity,
    message,
    file,
    line,
    column,
    endLine,
    endColumn,
    pointer: toPointer(path),
    ...(arn && { arn }),
    ...(page !== undefined && { docsUrl: page }),
    fixable,
    ...(subject?.origin && { origin: subject.origin }),
    ...(subject?.address !== undefined && { address: subject.address }),
    ...(related && related.length > 0 && { related }),
  }
}
