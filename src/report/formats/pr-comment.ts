import type { Report } from '../../model/report.ts'
import { short } from '../../text/short.ts'
import { applyTotals, planTotals } from './changes.ts'
import { changeBlocks } from './changes-markdown.ts'
import { type FixOf, findingBlocks } from './findings-markdown.ts'
import type { Form } from './form.ts'
import { attribute, escapeText } from './markup.ts'
import { problemBlocks } from './problems-markdown.ts'
import { judgedThings, plural } from './text.ts'

/** What a comment or summary says beside the report. */
export interface ReportFrame {
  verdict: 'pass' | 'fail'
  /** The run could not do its job; the notices say why. */
  isError: boolean
  /** Where a file's page at the judged commit begins: `https://github.com/acme/images/blob/<sha>/`. */
  filesUrl?: string
  runUrl?: string
  /** Facts about the policy and the run, in order. */
  notices: readonly string[]
  fixOf?: FixOf
}

/** Renders in the first form that fits: full, collapsed, totals and link. `fits` counts what its place counts. */
export function renderLadder(report: Report, frame: ReportFrame, fits: (text: string) => boolean): string {
  for (const form of ['full', 'collapsed', 'totals'] satisfies Form[]) {
    const text = compose(report, frame, bodyOf(report, form, frame))
    if (fits(text)) return text
  }
  // Reached only where somebody's text is as long as can be, in every place.
  return compose(report, { ...frame, notices: frame.notices.slice(0, 5).map((notice) => short(notice, 200)) }, [
    tooLong(frame),
  ])
}

/** The text of the sticky comment; `room` is in UTF-16 units. */
export function renderPrComment(report: Report, frame: ReportFrame, room: number): string {
  return renderLadder(report, frame, (text) => text.length <= room)
}

/** What needs somebody comes first: targets left as they are, then findings, then the changes. */
function bodyOf(report: Report, form: Form, frame: ReportFrame): string[] {
  return [
    ...problemBlocks(report, form),
    ...findingBlocks(report, form, frame),
    ...changeBlocks(report, form),
    ...(form === 'totals' ? [tooLong(frame)] : []),
  ]
}

function compose(report: Report, { verdict, isError, notices, runUrl }: ReportFrame, body: readonly string[]): string {
  const icon = verdict === 'pass' ? '✅' : '❌'
  const [title, ...lines] = [...(isError ? [': could not do its job'] : []), ...headlines(report)]
  const blocks = [
    `### ${icon} imagebuilder-guard${title}`,
    ...(isError && isEmpty(report) ? [] : lines.map(sentence)),
    ...notices.map((notice) => `> ${escapeText(short(notice, 1_000))}`),
    ...body,
    ...(runUrl ? [`<sub><a href="${attribute(runUrl)}">Run</a></sub>`] : []),
  ]
  return `${blocks.join('\n\n')}\n`
}

/** Most important first. */
function headlines(report: Report): string[] {
  const { files, suppressed, baselined } = report.summary
  const excepted = suppressed + baselined > 0 ? ` (${suppressed} suppressed, ${baselined} baselined)` : ''
  return [
    ...(report.outcomes.length > 0 ? [` apply: ${applyTotals(report)}`] : []),
    ...(report.outcomes.length === 0 && report.changes.length > 0 ? [` plan: ${planTotals(report)}`] : []),
    `: ${counts(report)} in ${judgedThings(report.summary)} of ${plural(files, 'file')}${excepted}`,
  ]
}

function sentence(line: string): string {
  const text = line.replace(/^:? /, '')
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`
}

function counts({ summary: { errors, warnings, notes } }: Report): string {
  const kinds: [number, string][] = [
    [errors, 'error'],
    [warnings, 'warning'],
    [notes, 'note'],
  ]
  const found = kinds.filter(([count]) => count > 0)
  return found.length === 0 ? 'no findings' : found.map(([count, noun]) => plural(count, noun)).join(', ')
}

function isEmpty({ findings, changes, outcomes }: Report): boolean {
  return findings.length + changes.length + outcomes.length === 0
}

function tooLong({ runUrl }: ReportFrame): string {
  const where = runUrl ? `<a href="${attribute(runUrl)}">the run</a>` : 'the run'
  return `Too long for this place; ${where} and its report have every finding and change.`
}
