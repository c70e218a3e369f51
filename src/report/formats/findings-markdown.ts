import type { Finding, Severity } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { short } from '../../text/short.ts'
import { laneName, nameOf } from './changes.ts'
import { fileUrl } from './file-url.ts'
import { firstOf, limits, mostCounted } from './form.ts'
import { attribute, code, escapeText, folded, laneCode, longCode, pre, row, table } from './markup.ts'
import { plural } from './text.ts'
import { worstFirst } from './worst-first.ts'

export const marks: Record<Severity, string> = {
  error: '❌&nbsp;error',
  warning: '⚠️&nbsp;warning',
  note: 'ℹ️&nbsp;note',
}

/** What to paste, or which keys to take out, to mend a finding; undefined where only a person knows. */
export type FixOf = (finding: Finding) => { write: string } | { remove: string[] } | undefined

interface FindingLinks {
  /** Where a file's page begins. */
  filesUrl?: string | undefined
  fixOf?: FixOf | undefined
}

/** Findings by file, with links into it where its page is known. */
export function findingBlocks({ findings }: Report, form: 'full' | 'collapsed', links: FindingLinks): string[] {
  const files = [...Map.groupBy(findings, ({ file }) => file)]
  return files.flatMap(([file, ofFile]) => {
    const link = linked(code(file), fileUrl(links.filesUrl, file))
    return form === 'full'
      ? [`**${link}**`, fullTable(ofFile, links), ...fixCommand(file, ofFile)]
      : [folded(`${link}: ${plural(ofFile.length, 'finding')}`, shortTable(ofFile))]
  })
}

/** The worst few of many findings, and how many there are of each rule. */
export function worstBlocks({ findings }: Report, { filesUrl }: FindingLinks): (most: number) => string[] {
  if (findings.length === 0) return () => []
  const { text } = limits.cut
  const rows = firstOf(worstFirst(findings), ({ severity, file, line, message, ruleId, origin }) => {
    if (origin === 'live') {
      const place = `${laneCode(laneName(file))} ${code(short(nameOf(file), 60))}`
      return row([marks[severity], place, escapeText(short(message, text)), code(short(ruleId, 60))])
    }
    const place = linked(code(short(`${file}:${line}`, text)), fileUrl(filesUrl, file, line))
    return row([marks[severity], place, escapeText(short(message, text)), code(short(ruleId, 60))])
  })
  const ofRules = ruleTable(findings)
  return (most) => {
    const shown = rows(most)
    return [...(shown.length > 0 ? [table(['', 'Place', 'Finding', 'Rule'], shown)] : []), ofRules]
  }
}

const linked = (html: string, url: string | undefined): string =>
  url === undefined ? html : `<a href="${attribute(url)}">${html}</a>`

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
  const rows = findings.map(({ severity, line, file, message, ruleId, docsUrl, address }, at) => {
    const place = linked(String(line), fileUrl(filesUrl, file, line))
    const fix = hasFixes ? [fixCell(fixes[at])] : []
    const about = address === undefined ? '' : ` (${longCode(short(address))})`
    return row([marks[severity], place, escapeText(message) + about, ruleLink(ruleId, docsUrl), ...fix])
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
  const rows = rules.slice(0, mostCounted).map(([ruleId, of]) => row([code(short(ruleId, 60)), String(of.length)]))
  const more = rules.length - rows.length
  return `${table(['Rule', 'Findings'], rows)}${more > 0 ? `\n\nAnd ${plural(more, 'rule')} more.` : ''}`
}

/** The rule with a link to its page, if it has one. */
export function ruleLink(ruleId: string, docsUrl: string | undefined): string {
  return docsUrl?.startsWith('https://') ? `<a href="${attribute(docsUrl)}">${escapeText(ruleId)}</a>` : code(ruleId)
}

function shellWord(file: string): string {
  const text = file.startsWith('-') ? `./${file}` : file
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
