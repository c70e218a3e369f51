import type { Finding } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { auditSentence } from './audit.ts'
import { auditBlocks } from './audit-markdown.ts'
import { laneName, nameOf, planTotals, taskTotals } from './changes.ts'
import { changeBlocks } from './changes-markdown.ts'
import { ruleLink } from './findings-markdown.ts'
import { exceptedCounts, judgedCounts, severityCounts } from './headline.ts'
import { code, escapeText, row, table } from './markup.ts'
import { problemBlocks } from './problems-markdown.ts'
import type { RenderOptions } from './reporter.ts'

/** Everything, for pull requests and job summaries: findings, then changes or outcomes, what went wrong first. */
export function render(report: Report, { task }: RenderOptions = {}): string {
  const blocks = [
    `### imagebuilder-guard: ${headline(report)}`,
    ...(report.audit ? [`**Audit: ${auditSentence(report)}.**`] : []),
    ...auditBlocks(report),
    findingTable(report.findings),
    ...(report.outcomes.length > 0 ? [`**${taskTotals(report, task)}**`] : []),
    ...(report.outcomes.length === 0 && report.changes.length > 0 ? [`**Plan: ${planTotals(report)}.**`] : []),
    ...problemBlocks(report, 'full'),
    ...changeBlocks(report, 'full'),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function headline({ summary }: Report): string {
  const { suppressed, baselined } = summary
  const excepted = suppressed + baselined > 0 ? `, ${exceptedCounts(summary)}` : ''
  return `${severityCounts(summary)}${excepted} in ${judgedCounts(summary, 'of')}`
}

function findingTable(findings: readonly Finding[]): string {
  if (findings.length === 0) return ''
  const rows = findings.map(({ severity, file, line, column, message, ruleId, docsUrl, arn, address, origin }) =>
    row([
      severity,
      code(origin === 'live' ? laneName(file) : `${file}:${line}:${column}`),
      escapeText(message),
      ruleLink(ruleId, docsUrl),
      arn ? code(nameOf(arn)) : address ? code(address) : '',
    ]),
  )
  return table(['', 'Place', 'Finding', 'Rule', 'Configuration'], rows)
}
