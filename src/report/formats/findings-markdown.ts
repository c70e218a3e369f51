import type { Finding, Severity } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { short } from '../../text/short.ts'
import { type Form, limits } from './form.ts'
import { attribute, code, escapeText, folded, pre, row, table } from './markup.ts'
import { plural } from './text.ts'

const marks: Record<Severity, string> = { error: '❌&nbsp;error', warning: '⚠️&nbsp;warning', note: 'ℹ️&nbsp;note' }

/** What to paste, or which keys to take out, to mend a finding; undefined where only a person knows. */
export type FixOf = (finding: Finding) => { write: string } | { remove: string[] } | undefined

interface FindingLinks {
  /** Where a file's page begins. */
  filesUrl?: string
  fixOf?: FixOf
}

/** Findings by file, with links into it where its page is known. */
export function findingBlocks({ findings }: Report, form: Form, links: FindingLinks): string[] {
  if (findings.length === 0) return []
  if (form === 'totals') return [ruleTable(findings)]
  const files = [...Map.groupBy(findings, ({ file }) => file)]
  return files.flatMap(([file, ofFile]) => {
    const link = links.filesUrl ? `<a href="${links.filesUrl}${encodePath(file)}">${code(file)}</a>` : code(file)
    return form === 'full'
      ? [`**${link}**`, fullTable(ofFile, links), ...fixCommand(file, ofFile)]
      : [folded(`${link}: ${plural(ofFile.length, 'finding')}`, shortTable(ofFile))]
  })
}

/** Mends all of a file that can be mended without asking. */
function fixCommand(file: string, findings: readonly Finding[]): string[] {
  const fixable = findings.filter((finding) => finding.fixable).length
  if (fixable === 0) return []
  const what = fixable === findings.length ? 'Fix' : `Fix ${fixable} of ${findings.length}`
  return [`${what}: ${code(`npx ibguard lint --fix ${shellWord(file)}`)}`]
}

function fullTable(findings: readonly Finding[], { filesUrl, fixOf }: FindingLinks): string {
  const fixes = findings.map((finding) => fixOf?.(finding))
  const hasFixes = fixes.some((fix) => fix !== undefined)
  const rows = findings.map(({ severity, line, file, message, ruleId, docsUrl }, at) => {
    const url = filesUrl && `${filesUrl}${encodePath(file)}#L${line}`
    const place = url ? `<a href="${url}">${line}</a>` : String(line)
    const fix = hasFixes ? [fixCell(fixes[at])] : []
    return row([marks[severity], place, escapeText(message), ruleLink(ruleId, docsUrl), ...fix])
  })
  return table(['', 'Line', 'Finding', 'Rule', ...(hasFixes ? ['Fix'] : [])], rows)
}

function fixCell(fix: ReturnType<FixOf>): string {
  if (!fix) return ''
  return 'write' in fix ? pre(fix.write) : `remove ${fix.remove.map(code).join(', ')}`
}

function shortTable(findings: readonly Finding[]): string {
  const rows = findings.map(({ severity, line, message, ruleId }) =>
    row([severity, String(line), escapeText(short(message, limits.collapsed.text)), code(ruleId)]),
  )
  return table(['', 'Line', 'Finding', 'Rule'], rows)
}

function ruleTable(findings: readonly Finding[]): string {
  const rules = [...Map.groupBy(findings, ({ ruleId }) => ruleId)].sort(([, a], [, b]) => b.length - a.length)
  const rows = rules.slice(0, 50).map(([ruleId, of]) => row([code(short(ruleId, 100)), String(of.length)]))
  return table(['Rule', 'Findings'], rows)
}

/** The rule with a link to its page, if it has one. */
export function ruleLink(ruleId: string, docsUrl: string | undefined): string {
  return docsUrl?.startsWith('https://') ? `<a href="${attribute(docsUrl)}">${escapeText(ruleId)}</a>` : code(ruleId)
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
