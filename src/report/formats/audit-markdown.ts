import type { Report } from '../../model/report.ts'
import { short } from '../../text/short.ts'
import { auditFacts, keepersOf } from './audit.ts'
import { laneName, nameOf } from './changes.ts'
import { marks, ruleLink } from './findings-markdown.ts'
import { limits } from './form.ts'
import { code, escapeText, folded, laneCode, row, table } from './markup.ts'
import { worstFirst } from './worst-first.ts'

/** Lines that a heading has at most: a comment has to leave room for the findings. */
const mostLines = 50

/** What an audit knows beside the findings. */
export function auditBlocks({ audit }: Report): string[] {
  if (!audit) return []
  return auditFacts(audit).map(({ heading, lines, hints }) => {
    const item = (line: string): string => `- ${escapeText(short(line, 500))}`
    const shown = lines.slice(0, mostLines).map(item)
    const more = lines.length - shown.length
    return [`**${heading}**`, '', ...shown, ...(more > 0 ? [`- and ${more} more`] : []), ...hints.map(item)].join('\n')
  })
}

/** Findings by account and Region, the worst first, with who keeps each configuration. */
export function liveFindingBlocks(report: Report, form: 'full' | 'collapsed'): string[] {
  const keepers = keepersOf(report)
  const counts = new Map(report.audit?.lanes.map((lane) => [`${lane.account} ${lane.region}`, lane]))
  return [...Map.groupBy(report.findings, ({ file }) => laneName(file))].map(([lane, findings]) => {
    const rows = worstFirst(findings).map(({ severity, message, ruleId, docsUrl, file }) => {
      const words = escapeText(short(message, limits[form].text))
      const rule = form === 'full' ? ruleLink(ruleId, docsUrl) : code(short(ruleId, 60))
      return row([marks[severity], code(nameOf(file)), words, rule, escapeText(short(keepers.get(file) ?? '', 100))])
    })
    const { configurations = 0, compliant = 0 } = counts.get(lane) ?? {}
    const body = table(['', 'Configuration', 'Finding', 'Rule', 'Kept by'], rows)
    return folded(`<b>${laneCode(lane)}</b>: ${compliant} of ${configurations} comply`, body, form === 'full')
  })
}
