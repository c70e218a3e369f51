import type { Severity } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { visible, withoutCommands } from '../../text/visible.ts'
import { type Annotation, annotationsOf } from './annotations.ts'
import { auditSentence } from './audit.ts'
import { planTotals, taskTotals } from './changes.ts'
import { exceptedCounts, kindOf, severityCounts } from './headline.ts'
import type { RenderOptions } from './reporter.ts'

const command: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' }

/** Workflow commands that a GitHub runner turns into annotations: the worst first, as GitHub shows ten of a kind. */
export function render(report: Report, { task }: RenderOptions = {}): string {
  const kind = kindOf(report)
  const totals = [
    `${severityCounts(report.summary)} (${exceptedCounts(report.summary)}).`,
    ...(kind === 'plan' ? [`Plan: ${planTotals(report)}.`] : []),
    ...(kind === 'apply' ? [taskTotals(report, task)] : []),
    ...(report.audit ? [`Audit: ${auditSentence(report)}.`] : []),
  ]
  return `${[...annotationsOf(report).map(write), ...totals].join('\n')}\n`
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function write({ severity, title, message, place }: Annotation): string {
  const at = place && {
    file: place.file,
    line: place.line,
    endLine: place.endLine,
    col: place.column,
    endColumn: place.endColumn,
  }
  const list = Object.entries({ ...at, title }).map(([key, value]) => `${key}=${property(String(value))}`)
  return `::${command[severity]} ${list.join(',')}::${data(message)}`
}

function data(text: string): string {
  return withoutCommands(visible(text)).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
