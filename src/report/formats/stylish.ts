import { styleText } from 'node:util'
import type { Change, FieldChange } from '../../model/change.ts'
import type { Finding, Severity } from '../../model/finding.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Report } from '../../model/report.ts'
import { visible, withoutCommands } from '../../text/visible.ts'
import { auditFacts, auditSentence, keepersOf } from './audit.ts'
import { byLane, laneName, nameOf, nextSteps, planTotals, taskTotals } from './changes.ts'
import { codeFrame } from './code-frame.ts'
import { fixableCount, judgedCounts, severityCounts } from './headline.ts'
import { timedLanes } from './lane-line.ts'
import type { RenderOptions } from './reporter.ts'
import { shortJson } from './text.ts'

type Style = Parameters<typeof styleText>[0]
type Paint = (style: Style, text: string) => string

const severityStyle: Record<Severity, Style> = { error: 'red', warning: 'yellow', note: 'cyan' }

/** For people at a terminal: findings by file with the lines they are about, then changes, then outcomes. */
export function render(report: Report, options: RenderOptions): string {
  return [...pieces(report, options)].join('')
}

/** The same, a line or a finding at a time. */
export function* pieces(report: Report, options: RenderOptions): Generator<string> {
  const paint: Paint = options.color
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_, text) => text
  let before = ''
  for (const lines of blocksOf(report, options, paint)) {
    let isEmpty = true
    for (const line of lines) {
      yield before + withoutCommands(line)
      before = '\n'
      isEmpty = false
    }
    if (!isEmpty) before = '\n\n'
  }
  yield '\n'
}

/** What stands with a blank line between, each in pieces that begin a line. */
function* blocksOf(report: Report, options: RenderOptions, paint: Paint): Generator<Iterable<string>> {
  yield* report.audit ? liveBlocks(report, options, paint) : findingBlocks(report, options, paint)
  if (report.changes.length > 0 && report.outcomes.length === 0) yield changeBlock(report, paint)
  if (report.outcomes.length > 0) yield outcomeBlock(report, options, paint)
  if (report.audit) yield [`${auditSentence(report)}.`]
  yield [totals(report, paint)]
}

function* findingBlocks(
  { findings }: Report,
  { quiet, sourceText }: RenderOptions,
  paint: Paint,
): Generator<Iterable<string>> {
  const shown = quiet ? findings.filter(({ severity }) => severity === 'error') : findings
  for (const [file, ofFile] of Map.groupBy(shown, ({ file }) => file)) {
    const text = sourceText?.(file)
    const lines = ofFile.map((finding) => {
      const frame =
        text === undefined || !showsSource(finding) ? '' : `\n${codeFrame(text, finding, (line) => paint('dim', line))}`
      return `${findingLine(finding, paint)}${frame}`
    })
    yield [paint('underline', visible(file)), ...lines]
  }
}

/** What is live, by account and Region, then by configuration. */
function liveBlocks(report: Report, { quiet }: RenderOptions, paint: Paint): string[][] {
  const { audit, findings } = report
  if (!audit) return []
  const keepers = keepersOf(report)
  const shown = quiet ? findings.filter(({ severity }) => severity === 'error') : findings
  const counts = new Map(audit.lanes.map((lane) => [`${lane.account} ${lane.region}`, lane]))
  const lanes = [...Map.groupBy(shown, ({ file }) => laneName(file))].map(([lane, ofLane]) => {
    const { configurations = 0, compliant = 0 } = counts.get(lane) ?? {}
    const complying = configurations > 0 ? paint('dim', `  ${compliant} of ${configurations} comply`) : ''
    const configs = [...Map.groupBy(ofLane, ({ file }) => file)].flatMap(([arn, ofConfig]) => {
      const keeper = keepers.get(arn)
      return [
        `  ${paint('bold', visible(nameOf(arn)))}${keeper === undefined ? '' : paint('dim', `  ${visible(keeper)}`)}`,
        ...ofConfig.map(({ severity, message, ruleId, fixable }) => {
          const about = `${visible(ruleId)}${fixable ? '  fixable' : ''}`
          return `    ${paint(severityStyle[severity], severity)}  ${visible(message)}  ${paint('dim', about)}`
        }),
      ]
    })
    return [`${paint('underline', visible(lane))}${complying}`, ...configs]
  })
  const facts = auditFacts(audit).map(({ heading, lines, hints }) => [
    paint('underline', heading),
    ...[...lines, ...hints].map((line) => `  ${visible(line)}`),
  ])
  return [...lanes, ...facts]
}

/** A plan of Terraform has in clear what it marks as sensitive, and so may its sources. */
const showsSource = ({ origin }: Finding): boolean => origin !== 'terraform-plan'

function findingLine(
  { file, line, column, severity, message, ruleId, arn, address, fixable, related = [] }: Finding,
  paint: Paint,
): string {
  const place = paint('dim', `${line}:${column}`)
  const name = arn === undefined ? address : nameOf(arn)
  const about = name === undefined ? '' : paint('dim', `  ${visible(name)}`)
  const others = related.map((other) => {
    const where = other.file === file ? '' : `${other.file}:`
    return paint('dim', `\n      ${visible(`${where}${other.line}:${other.column}  ${other.message}`)}`)
  })
  return `  ${place}  ${paint(severityStyle[severity], severity)}  ${visible(message)}  ${paint('dim', visible(ruleId))}${about}${fixable ? paint('dim', '  fixable') : ''}${others.join('')}`
}

function* changeBlock(report: Report, paint: Paint): Generator<string> {
  for (const [lane, changes] of byLane(report.changes.filter(({ action }) => action !== 'no-op'))) {
    yield paint('underline', visible(lane))
    for (const change of changes) yield* changeLines(change, paint)
  }
  yield `Plan: ${planTotals(report)}.`
}

const actionMark: Record<Change['action'], [string, Style]> = {
  update: ['~', 'yellow'],
  'no-op': ['=', 'dim'],
  missing: ['?', 'red'],
  blocked: ['✖', 'red'],
}

function changeLines({ arn, action, fields, reason }: Change, paint: Paint): string[] {
  const [mark, style] = actionMark[action]
  const why = reason === undefined ? '' : `  ${visible(reason)}`
  const label = action === 'update' ? '' : `  ${paint(style, action)}`
  return [
    `  ${paint(style, mark)} ${paint('bold', visible(nameOf(arn)))}${label}${why}`,
    ...fields.map((field) => fieldLine(field, paint)),
  ]
}

function fieldLine({ pointer, kind, before, after }: FieldChange, paint: Paint): string {
  const name = visible(pointer)
  if (kind === 'add') return `      ${paint('green', '+')} ${name}: ${shortJson(after)}`
  if (kind === 'clear') return `      ${paint('red', '-')} ${name}: ${shortJson(before)}`
  return `      ${paint('yellow', '~')} ${name}: ${shortJson(before)} → ${shortJson(after)}`
}

const statusStyle: Record<Outcome['status'], Style> = {
  applied: 'green',
  unchanged: 'dim',
  skipped: 'yellow',
  failed: 'red',
  'rolled-back': 'green',
}

function* outcomeBlock(report: Report, { task }: RenderOptions, paint: Paint): Generator<string> {
  const fields = new Map(report.changes.map((change) => [change.arn, change.fields]))
  // What is as it should be counts in the total; a line each would bury the rest.
  for (const [lane, outcomes] of byLane(report.outcomes.filter(({ status }) => status !== 'unchanged'))) {
    yield paint('underline', visible(lane))
    for (const outcome of outcomes) yield* outcomeLines(outcome, fields.get(outcome.arn) ?? [], paint)
  }
  for (const [code, hint] of nextSteps(report)) yield `${paint('bold', visible(code))}: ${hint}`
  for (const { line } of timedLanes(report)) yield visible(line)
  yield taskTotals(report, task)
}

function outcomeLines(
  { arn, status, attempts, verified, error }: Outcome,
  fields: readonly FieldChange[],
  paint: Paint,
): string[] {
  const wrote = status === 'applied' || status === 'rolled-back'
  const details = [
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(wrote ? [verified ? 'verified' : 'not verified'] : []),
  ]
  const suffix = details.length > 0 ? paint('dim', `  ${details.join(', ')}`) : ''
  const head = `  ${paint(statusStyle[status], status.padEnd(9))} ${visible(nameOf(arn))}${suffix}`
  const why = error
    ? [
        `      ${visible(error.code)}: ${visible(error.message)}${error.requestId ? ` (request ${visible(error.requestId)})` : ''}`,
      ]
    : []
  return [head, ...why, ...(wrote ? fields.map((field) => fieldLine(field, paint)) : [])]
}

function totals(report: Report, paint: Paint): string {
  const { summary, outcomes } = report
  const { errors, warnings, notes, suppressed, baselined, fixable } = summary
  const excepted = [
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(baselined > 0 ? [`${baselined} baselined`] : []),
    ...(fixable > 0 ? [fixableCount(report)] : []),
  ]
  const found = errors + warnings + notes
  const counts = found === 0 ? 'no findings' : severityCounts(summary)
  const line = `${judgedCounts(summary)}: ${counts}${excepted.length > 0 ? ` (${excepted.join(', ')})` : ''}.`
  const bad = errors > 0 || summary.failed > 0
  return paint(bad ? 'red' : outcomes.length > 0 || found === 0 ? 'green' : 'yellow', line)
}
