import type { Finding, Severity } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { tool } from '../../model/tool.ts'
import { xml } from './xml.ts'

const severities: Record<Severity, string> = { error: 'error', warning: 'warning', note: 'info' }

/** The XML of Checkstyle, which many platforms read. Changes and outcomes have no place in it. */
export function render({ findings }: Report): string {
  const files = [...Map.groupBy(findings, ({ file }) => file)].flatMap(([file, ofFile]) => [
    `  <file name="${xml(file)}">`,
    ...ofFile.map((finding) => `    ${error(finding)}`),
    '  </file>',
  ])
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">', ...files, '</checkstyle>', ''].join(
    '\n',
  )
}

function error({ line, column, severity, message, ruleId }: Finding): string {
  const source = xml(`${tool.name}.${ruleId}`)
  return `<error line="${line}" column="${column}" severity="${severities[severity]}" message="${xml(message)}" source="${source}"/>`
}
