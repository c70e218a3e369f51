import type { Finding, Report, Severity } from '../model.ts'
import { attribute, code, escapeText, pre, renderMarkdown, row, table } from './markdown.ts'
import { plural } from './text.ts'

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

/** What to paste, or which keys to take out, to mend a finding; undefined where only a person knows. */
export type FixOf = (finding: Finding) => { write: string } | { remove: string[] } | undefined

/** Renders in the first form that fits: full, collapsed, totals and link. `fits` counts what its place counts. */
export function renderLadder(report: Report, frame: ReportFrame, fits: (text: string) => boolean): string {
  const forms = [full, collapsed]
  for (const form of forms) {
    const text = compose(report, frame, form(report, frame))
    if (fits(text)) return text
  }
  return compose(report, { ...frame, notices: frame.notices.slice(0, 5) }, totals(report, frame))
}

/** The text of the sticky comment; `room` is in UTF-16 units. */
export function renderPrComment(report: Report, frame: ReportFrame, room: number): string {
  return renderLadder(report, frame, (text) => text.length <= room)
}

function compose(report: Report, { verdict, isError, notices, runUrl }: ReportFrame, body: string): string {
  const { specs, files, suppressed, baselined } = report.summary
  const icon = verdict === 'pass' ? '✅' : '❌'
  const excepted = suppressed + baselined > 0 ? ` (${suppressed} suppressed, ${baselined} baselined)` : ''
  const judged = `${counts(report)} in ${plural(specs, 'spec')} of ${plural(files, 'file')}${excepted}`
  const blocks = [
    `### ${icon} imagebuilder-guard: ${isError ? 'could not do its job' : judged}`,
    ...notices.map((notice) => `> ${escapeText(shorten(notice, 1_000))}`),
    body,
    ...(runUrl ? [`<sub><a href="${attribute(runUrl)}">Run</a></sub>`] : []),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
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

const marks: Record<Severity, string> = { error: '❌ error', warning: '⚠️ warning', note: 'ℹ️ note' }

function full(report: Report, frame: ReportFrame): string {
  if (report.changes.length + report.outcomes.length > 0) return renderMarkdown(report)
  return byFile(report)
    .map(([file, findings]) => {
      const blocks = [`**${fileLink(file, frame)}**`, findingTable(findings, frame), fixCommand(file, findings)]
      return blocks.filter((block) => block !== '').join('\n\n')
    })
    .join('\n\n')
}

/** Mends all of a file that can be mended without asking. */
function fixCommand(file: string, findings: readonly Finding[]): string {
  const fixable = findings.filter((finding) => finding.fixable).length
  if (fixable === 0) return ''
  const what = fixable === findings.length ? 'Fix' : `Fix ${fixable} of ${findings.length}`
  return `${what}: ${code(`npx ibguard lint --fix ${shellWord(file)}`)}`
}

function collapsed(report: Report, frame: ReportFrame): string {
  return byFile(report)
    .map(([file, findings]) => {
      const rows = findings.map((finding) =>
        row([finding.severity, String(finding.line), escapeText(shorten(finding.message, 200)), code(finding.ruleId)]),
      )
      const head = `<summary>${fileLink(file, frame)}: ${plural(findings.length, 'finding')}</summary>`
      return `<details>${head}\n\n${table(['', 'Line', 'Finding', 'Rule'], rows)}\n\n</details>`
    })
    .join('\n')
}

function totals(report: Report, { runUrl }: ReportFrame): string {
  const rules = [...Map.groupBy(report.findings, ({ ruleId }) => ruleId)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, 50)
  const rows = rules.map(([ruleId, findings]) => row([code(shorten(ruleId, 100)), String(findings.length)]))
  const where = runUrl ? `<a href="${attribute(runUrl)}">the run</a>` : 'the run'
  return `${table(['Rule', 'Findings'], rows)}\n\nToo long for this place; ${where} and its report have every finding.`
}

function findingTable(findings: readonly Finding[], frame: ReportFrame): string {
  const fixes = findings.map((finding) => frame.fixOf?.(finding))
  const hasFixes = fixes.some((fix) => fix !== undefined)
  const rows = findings.map(({ severity, line, file, message, ruleId, docsUrl }, at) => {
    const url = frame.filesUrl && `${frame.filesUrl}${encodePath(file)}#L${line}`
    const place = url ? `<a href="${url}">${line}</a>` : String(line)
    const rule = docsUrl?.startsWith('https://')
      ? `<a href="${attribute(docsUrl)}">${escapeText(ruleId)}</a>`
      : code(ruleId)
    return row([marks[severity], place, escapeText(message), rule, ...(hasFixes ? [fixCell(fixes[at])] : [])])
  })
  return table(['', 'Line', 'Finding', 'Rule', ...(hasFixes ? ['Fix'] : [])], rows)
}

function fixCell(fix: ReturnType<FixOf>): string {
  if (!fix) return ''
  return 'write' in fix ? pre(fix.write) : `remove ${fix.remove.map(code).join(', ')}`
}

function byFile(report: Report): [string, Finding[]][] {
  return [...Map.groupBy(report.findings, ({ file }) => file)]
}

function fileLink(file: string, { filesUrl }: ReportFrame): string {
  return filesUrl ? `<a href="${filesUrl}${encodePath(file)}">${code(file)}</a>` : code(file)
}

function encodePath(file: string): string {
  return file
    .split('/')
    .map((part) =>
      encodeURIComponent(part.toWellFormed()).replaceAll(/['()*!]/g, (char) => `%${char.charCodeAt(0).toString(16)}`),
    )
    .join('/')
}

function shellWord(file: string): string {
  const text = file.startsWith('-') ? `./${file}` : file
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
