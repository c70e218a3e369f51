import type { Change, FieldChange, Finding, Outcome, Report } from '../model.ts'
import { visible } from '../text/visible.ts'
import { applyTotals, laneOf, nameOf, nextSteps, planTotals } from './changes.ts'
import { plural, shortJson } from './text.ts'

/** For pull requests and job summaries: tables of findings, changes and outcomes. */
export function renderMarkdown(report: Report): string {
  const blocks = [
    `### ${headline(report)}`,
    findingTable(report.findings),
    ...(report.outcomes.length === 0 ? [changeTable(report)] : [outcomeTable(report)]),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function headline({ summary }: Report): string {
  const { errors, warnings, notes, suppressed, baselined, specs, files } = summary
  const excepted = suppressed + baselined > 0 ? `, ${suppressed} suppressed, ${baselined} baselined` : ''
  const counts = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}, ${plural(notes, 'note')}`
  return `imagebuilder-guard: ${counts}${excepted} in ${plural(specs, 'spec')} of ${plural(files, 'file')}`
}

function findingTable(findings: readonly Finding[]): string {
  if (findings.length === 0) return ''
  const rows = findings.map(({ severity, file, line, column, message, ruleId, docsUrl, arn }) => {
    const rule = docsUrl?.startsWith('https://')
      ? `<a href="${attribute(docsUrl)}">${escapeText(ruleId)}</a>`
      : code(ruleId)
    return row([severity, code(`${file}:${line}:${column}`), escapeText(message), rule, arn ? code(nameOf(arn)) : ''])
  })
  return table(['', 'Place', 'Finding', 'Rule', 'Configuration'], rows)
}

function changeTable(report: Report): string {
  if (report.changes.length === 0) return ''
  const shown = report.changes.filter(({ action }) => action !== 'no-op')
  const rows = shown.map((change) =>
    row([code(laneOf(change.arn)), code(nameOf(change.arn)), change.action, details(change)]),
  )
  const heading = `**Plan: ${planTotals(report)}.**`
  return rows.length === 0
    ? heading
    : `${heading}\n\n${table(['Account and Region', 'Configuration', 'Action', 'Fields'], rows)}`
}

function details({ fields, reason }: Change): string {
  return [...(reason === undefined ? [] : [escapeText(reason)]), ...fields.map(field)].join('<br>')
}

function field({ pointer, kind, before, after }: FieldChange): string {
  if (kind === 'add') return code(`+ ${pointer}: ${shortJson(after)}`)
  if (kind === 'clear') return code(`- ${pointer}: ${shortJson(before)}`)
  return code(`~ ${pointer}: ${shortJson(before)} → ${shortJson(after)}`)
}

function outcomeTable(report: Report): string {
  const fields = new Map(report.changes.map((change) => [change.arn, change.fields]))
  const shown = report.outcomes.filter(({ status }) => status !== 'unchanged')
  const rows = shown.map((outcome) =>
    row([
      code(laneOf(outcome.arn)),
      code(nameOf(outcome.arn)),
      outcome.status,
      String(outcome.attempts),
      outcome.verified ? 'yes' : 'no',
      happened(outcome, fields.get(outcome.arn) ?? []),
    ]),
  )
  const header = ['Account and Region', 'Configuration', 'Outcome', 'Attempts', 'Verified', 'What']
  const steps = nextSteps(report).map(([errorCode, hint]) => `- ${code(errorCode)} ${escapeText(hint)}`)
  const blocks = [
    `**Apply: ${applyTotals(report)}.**`,
    ...(rows.length > 0 ? [table(header, rows)] : []),
    ...(steps.length > 0 ? [steps.join('\n')] : []),
  ]
  return blocks.join('\n\n')
}

function happened({ status, error }: Outcome, fields: readonly FieldChange[]): string {
  if (error) return `${code(error.code)} ${escapeText(error.message)}`
  return status === 'applied' || status === 'rolled-back' ? fields.map(field).join('<br>') : ''
}

export function table(header: readonly string[], rows: readonly string[]): string {
  return [row(header), row(header.map(() => '---')), ...rows].join('\n')
}

export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** In `<code>` GitHub links neither mentions nor issues; everything Markdown or HTML would read is an entity. */
export function code(text: string): string {
  return `<code>${entities(text)}</code>`
}

/** Lines as they are, in a cell of a table too, which is one line of Markdown. */
export function pre(lines: string): string {
  return `<pre>${lines.split('\n').map(entities).join('&#10;')}</pre>`
}

/** Text that stays text: besides entities, a zero-width space splits what GitHub would link after Markdown is done. */
export function escapeText(text: string): string {
  return entities(text)
    .replaceAll(/&#64;(?=\w)/g, '&#64;&#8203;')
    .replaceAll(/&#35;(?=\d)/g, '&#35;&#8203;')
    .replaceAll(/\bGH-(?=\d)/gi, (prefix) => `${prefix}&#8203;`)
    .replaceAll('://', ':&#8203;//')
    .replaceAll(/\bwww\./gi, (prefix) => `${prefix}&#8203;`)
}

function entities(text: string): string {
  return visible(text).replaceAll(/[&<>`|\\*_~[\]#@$]/g, (char) => `&#${char.charCodeAt(0)};`)
}

export function attribute(url: string): string {
  return encodeURI(decodeURI(url)).replaceAll(/["'<>&|`]/g, (char) => encodeURIComponent(char).replace("'", '%27'))
}
