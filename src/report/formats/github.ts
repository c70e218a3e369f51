import type { Change } from '../../model/change.ts'
import type { Finding, Severity } from '../../model/finding.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Report } from '../../model/report.ts'
import { visible, withoutCommands } from '../../text/visible.ts'
import { planTotals, taskTotals } from './changes.ts'
import type { RenderOptions } from './reporter.ts'
import { plural } from './text.ts'

const rank: Record<Severity, number> = { error: 0, warning: 1, note: 2 }
const command: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'notice' }

/** Workflow commands that a GitHub runner turns into annotations: the worst first, as GitHub shows ten of a kind. */
export function renderGithub(report: Report, { task }: RenderOptions = {}): string {
  const { findings, changes, outcomes, summary } = report
  const lines = [
    ...findings.toSorted((a, b) => rank[a.severity] - rank[b.severity]).map(annotate),
    ...(outcomes.length === 0 ? changes.flatMap(annotateChange) : outcomes.flatMap(annotateOutcome)),
  ]
  const counts = `${plural(summary.errors, 'error')}, ${plural(summary.warnings, 'warning')}, ${plural(summary.notes, 'note')}`
  const excepted = `${summary.suppressed} suppressed, ${summary.baselined} baselined`
  const totals = [
    `${counts} (${excepted}).`,
    ...(changes.length > 0 && outcomes.length === 0 ? [`Plan: ${planTotals(report)}.`] : []),
    ...(outcomes.length > 0 ? [taskTotals(report, task)] : []),
  ]
  return `${[...lines, ...totals].join('\n')}\n`
}

function annotate({ severity, file, line, column, endLine, endColumn, ruleId, message, arn }: Finding): string {
  const place = { file, line, endLine, col: column, endColumn }
  const about = arn === undefined ? '' : ` (${arn})`
  return write(command[severity], { ...place, title: ruleId }, `${message}${about}`)
}

function annotateChange({ arn, action, reason = action }: Change): string[] {
  return action === 'missing' || action === 'blocked' ? [write('error', { title: action }, `${arn}: ${reason}`)] : []
}

function annotateOutcome({ arn, status, error }: Outcome): string[] {
  if (status !== 'failed' && status !== 'skipped') return []
  const why = error ? `${error.code}: ${error.message}` : status
  return [write(status === 'failed' ? 'error' : 'warning', { title: status }, `${arn}: ${why}`)]
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function write(name: string, properties: Record<string, string | number>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`)
  return `::${name} ${list.join(',')}::${data(message)}`
}

function data(text: string): string {
  return withoutCommands(visible(text)).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
