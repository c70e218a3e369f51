import type { Severity } from '../../model/finding.ts'
import type { Report, Summary } from '../../model/report.ts'
import { judgedThings, plural } from './text.ts'

/** `1 error, 0 warnings, 2 notes` */
export function severityCounts({ errors, warnings, notes }: Summary): string {
  return [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].join(', ')
}

/** `1 error, 2 notes`, or that there are none. */
export function foundCounts({ errors, warnings, notes }: Pick<Summary, 'errors' | 'warnings' | 'notes'>): string {
  const kinds: [number, Severity][] = [
    [errors, 'error'],
    [warnings, 'warning'],
    [notes, 'note'],
  ]
  const found = kinds.filter(([count]) => count > 0)
  return found.length === 0 ? 'no findings' : found.map(([count, noun]) => plural(count, noun)).join(', ')
}

/** `2 suppressed, 0 baselined` */
export function exceptedCounts({ suppressed, baselined }: Summary): string {
  return `${suppressed} suppressed, ${baselined} baselined`
}

/** How many findings have a fix. Of what is live not each is remediated: what somebody else keeps is left to them. */
export function fixableCount({ summary: { fixable }, audit }: Report): string {
  return audit ? `${fixable} with a fix` : `${fixable} fixable with --fix`
}

/** `2 specs and 3 resources in 4 files` */
export function judgedCounts(summary: Summary, of: 'in' | 'of' = 'in'): string {
  // An audit judges no files.
  if (summary.configurations !== undefined) return plural(summary.configurations, 'configuration')
  return `${judgedThings(summary)} ${of} ${plural(summary.files, 'file')}`
}

/** What a run was: its outcomes or changes say. */
export function kindOf({ changes, outcomes, audit }: Report): 'lint' | 'plan' | 'apply' | 'audit' {
  if (outcomes.length > 0) return 'apply'
  if (changes.length > 0) return 'plan'
  return audit ? 'audit' : 'lint'
}
