import type { Finding, Severity } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { short } from '../../text/short.ts'
import { auditSentence } from './audit.ts'
import { auditBlocks, liveFindingBlocks } from './audit-markdown.ts'
import { applyTotals, planTotals } from './changes.ts'
import { changeBlocks } from './changes-markdown.ts'
import { type FixOf, findingBlocks, worstBlocks } from './findings-markdown.ts'
import type { Shown } from './form.ts'
import { exceptedCounts, foundCounts, judgedCounts, kindOf } from './headline.ts'
import { attribute, code, escapeText } from './markup.ts'
import { firstProblems, problemBlocks } from './problems-markdown.ts'
import { plural } from './text.ts'
import { worstFirst } from './worst-first.ts'

/** What a comment or summary says beside the report. */
export interface ReportFrame {
  verdict: 'pass' | 'fail'
  /** The run could not do its job; the notices say why. */
  isError: boolean
  /** Where a file's page at the judged commit begins: `https://github.com/acme/images/blob/<sha>/`. */
  filesUrl?: string | undefined
  runUrl?: string | undefined
  /** Where the whole report is written, beside the run. */
  reportFile?: string | undefined
  /** Where the page is written; the run's artifacts have it when the workflow uploads it. */
  htmlFile?: string | undefined
  /** Facts about the policy and the run, in order. */
  notices: readonly string[]
  fixOf?: FixOf | undefined
}

/** How long a text may be, and how its place counts. */
export interface Room {
  most: number
  size(text: string): number
}

/** Everything, or the same folded up, or, where neither fits, the worst that does and how much is left out. */
export function renderWithin(report: Report, frame: ReportFrame, room: Room): string {
  for (const form of ['full', 'collapsed'] as const) {
    const text = compose(report, frame, bodyOf(report, form, frame))
    if (room.size(text) <= room.most) return text
  }
  return renderCut(report, frame, room)
}

/** The text of the sticky comment; `most` is in UTF-16 units. */
export function renderPrComment(report: Report, frame: ReportFrame, most: number): string {
  return renderWithin(report, frame, { most, size: (text) => text.length })
}

/** What needs somebody comes first: targets left as they are, then findings, then the changes. */
function bodyOf(report: Report, form: 'full' | 'collapsed', frame: ReportFrame): string[] {
  const findings = report.audit ? liveFindingBlocks(report, form) : findingBlocks(report, form, frame)
  return [...problemBlocks(report, form), ...auditBlocks(report), ...findings, ...changeBlocks(report, form)]
}

function renderCut(report: Report, frame: ReportFrame, { most, size }: Room): string {
  const problemsOf = firstProblems(report, 'cut')
  const body = cutBody(report, frame, problemsOf.blocks)
  const render = (within: ReportFrame) => (shown: Shown) => compose(report, within, body(shown))
  const brief = { ...frame, notices: frame.notices.slice(0, 5).map((notice) => short(notice, 200)) }
  const isEnough = (text: string, share = 1): boolean => size(text) <= most * share
  const text = [frame, brief].map(render).find((each) => isEnough(each({ problems: 0, findings: 0 })))
  // Reached only where somebody's text is as long as can be, in every place.
  if (!text) return compose(report, brief, [whereAllIs(brief)])
  const total = report.findings.length
  // Neither keeps the other out.
  const share = total > 0 ? 0.5 : 1
  const first = mostThat(problemsOf.total, (problems) => isEnough(text({ problems, findings: 0 }), share))
  const findings = mostThat(total, (count) => isEnough(text({ problems: first, findings: count })))
  const problems = mostThat(problemsOf.total, (count) => isEnough(text({ problems: count, findings })))
  return text({ problems: Math.max(first, problems), findings })
}

/** The largest number up to `total` that fits, when fewer fit where more do. */
function mostThat(total: number, fits: (count: number) => boolean): number {
  let [low, high] = [0, total]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fits(middle)) low = middle
    else high = middle - 1
  }
  return low
}

function cutBody(report: Report, frame: ReportFrame, problemsOf: (most: number) => string[]) {
  const [audit, changes] = [auditBlocks(report), changeBlocks(report, 'cut')]
  const worst = worstBlocks(report, frame)
  const sorted = worstFirst(report.findings)
  return ({ problems, findings }: Shown): string[] => [
    ...problemsOf(problems),
    ...audit,
    ...worst(findings),
    ...changes,
    leftOut(sorted.slice(findings), frame),
  ]
}

/** How many are not here, and where they are. */
function leftOut(rest: readonly Finding[], frame: ReportFrame): string {
  const of = (severity: Severity): number => rest.filter((finding) => finding.severity === severity).length
  const counts = { errors: of('error'), warnings: of('warning'), notes: of('note') }
  const missing =
    rest.length > 0 ? `**${plural(rest.length, 'finding')} left out here** (${foundCounts(counts)}). ` : ''
  return `${missing}${whereAllIs(frame)}`
}

function whereAllIs({ runUrl, reportFile }: ReportFrame): string {
  const run = runUrl ? `<a href="${attribute(runUrl)}">the run</a>` : 'the run'
  const report = reportFile === undefined ? '' : ` and in its report ${code(short(reportFile, 150))}`
  return `Too long for this place: every finding and change is in the log of ${run}${report}.`
}

function compose(
  report: Report,
  { verdict, isError, notices, runUrl, htmlFile }: ReportFrame,
  body: readonly string[],
): string {
  const icon = verdict === 'pass' ? '✅' : '❌'
  const [title, ...lines] = [...(isError ? [': could not do its job'] : []), ...headlines(report)]
  const blocks = [
    `### ${icon} imagebuilder-guard${title}`,
    ...(isError && isEmpty(report) ? [] : lines.map(sentence)),
    ...notices.map((notice) => `> ${escapeText(short(notice, 1_000))}`),
    ...body,
    ...footer(runUrl, htmlFile),
  ]
  return `${blocks.join('\n\n')}\n`
}

function footer(runUrl: string | undefined, htmlFile: string | undefined): string[] {
  const run = runUrl ? [`<sub><a href="${attribute(runUrl)}">Run</a></sub>`] : []
  if (htmlFile === undefined) return run
  const name = code(short(htmlFile, 150))
  const page = runUrl ? `<a href="${attribute(`${runUrl}#artifacts`)}">${name}</a>` : name
  return [...run, `<sub>The whole report as a page: ${page}</sub>`]
}

/** Most important first. */
function headlines(report: Report): string[] {
  const { summary } = report
  const kind = kindOf(report)
  const excepted = summary.suppressed + summary.baselined > 0 ? ` (${exceptedCounts(summary)})` : ''
  return [
    ...(kind === 'apply' ? [` apply: ${applyTotals(report)}`] : []),
    ...(kind === 'plan' ? [` plan: ${planTotals(report)}`] : []),
    ...(report.audit ? [` audit: ${auditSentence(report)}`] : []),
    `: ${foundCounts(summary)} in ${judgedCounts(summary, 'of')}${excepted}`,
  ]
}

function sentence(line: string): string {
  const text = line.replace(/^:? /, '')
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`
}

function isEmpty({ findings, changes, outcomes }: Report): boolean {
  return findings.length + changes.length + outcomes.length === 0
}
