import type { Change } from '../../model/change.ts'
import type { Finding } from '../../model/finding.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Report } from '../../model/report.ts'
import { xml } from './xml.ts'

/** One test suite a file; a finding of severity error is a failure, others are passed cases with their text. */
export function render(report: Report): string {
  const suites = [
    ...[...Map.groupBy(report.findings, ({ file }) => file)].map(([file, findings]) =>
      suite(file, findings.map(findingCase)),
    ),
    ...(report.outcomes.length === 0 && report.changes.length > 0
      ? [suite('plan', report.changes.map(changeCase))]
      : []),
    ...(report.outcomes.length > 0 ? [suite('apply', report.outcomes.map(outcomeCase))] : []),
  ]
  // Some readers take a report without any case for a broken one.
  const shown = suites.length > 0 ? suites : [suite('imagebuilder-guard', [{ name: 'no findings' }])]
  const { suppressed, baselined } = report.summary
  const properties = `<properties><property name="suppressed" value="${suppressed}"/><property name="baselined" value="${baselined}"/></properties>`
  const body = shown.map(({ name, cases }, index) => suiteXml(name, cases, index === 0 ? properties : '')).join('\n')
  const total = counts(shown.flatMap(({ cases }) => cases))
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="imagebuilder-guard" ${total}>\n${body}\n</testsuites>\n`
}

interface Case {
  name: string
  file?: string
  line?: number
  failure?: { type: string; message: string }
  skipped?: string
  note?: string
}

interface Suite {
  name: string
  cases: Case[]
}

const suite = (name: string, cases: Case[]): Suite => ({ name, cases })

function findingCase({ ruleId, severity, message, file, line, column, arn, address = arn }: Finding): Case {
  const name = `${ruleId} at ${line}:${column}${address ? ` (${address})` : ''}`
  const place = { name, file, line }
  return severity === 'error'
    ? { ...place, failure: { type: ruleId, message } }
    : { ...place, note: `${severity}: ${message}` }
}

function changeCase({ arn, action, reason = action }: Change): Case {
  return action === 'missing' || action === 'blocked'
    ? { name: arn, failure: { type: action, message: reason } }
    : { name: arn, note: action }
}

function outcomeCase({ arn, status, error }: Outcome): Case {
  if (status === 'failed')
    return { name: arn, failure: { type: error?.code ?? 'failed', message: error?.message ?? 'failed' } }
  if (status === 'skipped') return { name: arn, skipped: error ? `${error.code}: ${error.message}` : 'skipped' }
  return { name: arn, note: status }
}

function suiteXml(name: string, cases: readonly Case[], properties: string): string {
  const lines = cases.map((each) => `    ${caseXml(each)}`)
  return [`  <testsuite name="${xml(name)}" ${counts(cases)}>${properties}`, ...lines, '  </testsuite>'].join('\n')
}

function caseXml({ name, file, line, failure, skipped, note }: Case): string {
  const place = file === undefined ? '' : ` file="${xml(file)}" line="${line}"`
  const open = `<testcase name="${xml(name)}" classname="imagebuilder-guard"${place}`
  if (failure) {
    const where = file === undefined ? '' : `${file}:${line} `
    const text = xml(`${where}${failure.message}`)
    return `${open}><failure type="${xml(failure.type)}" message="${xml(failure.message)}">${text}</failure></testcase>`
  }
  if (skipped !== undefined) return `${open}><skipped message="${xml(skipped)}"/></testcase>`
  return note === undefined ? `${open}/>` : `${open}><system-out>${xml(note)}</system-out></testcase>`
}

function counts(cases: readonly Case[]): string {
  const failures = cases.filter(({ failure }) => failure).length
  const skipped = cases.filter((each) => each.skipped !== undefined).length
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`
}
