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
  subject?: Pick<Subject, 'origin' | 'address' | 'root'> | undefined
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
  const pointer = toPointer(path)
  // Field by field, in the order of the report: there are as many findings as specs, and a spread takes as long as all this.
  const finding = { ruleId, severity, message, file, line, column, endLine, endColumn, pointer } as Finding
  if (arn) finding.arn = arn
  if (page !== undefined) finding.docsUrl = page
  finding.fixable = fixable
  if (subject?.origin) finding.origin = subject.origin
  if (subject?.address !== undefined) finding.address = subject.address
  if (subject?.root !== undefined && subject.root !== folderOf(file)) finding.root = subject.root
  if (related && related.length > 0) finding.related = related
  return finding
}

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf('/')))
