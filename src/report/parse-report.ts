import { validateReport } from '../generated/validate-report.js'
import { docsUrl } from '../lint/docs-url.ts'
import type { Finding } from '../model/finding.ts'
import { parseJson } from '../model/json.ts'
import type { Report } from '../model/report.ts'
import { visible } from '../text/visible.ts'
import type { ErrorObject } from '../validation/validation-error.ts'

/** What a report file holds, or why it does not count. */
export type ParsedReport = { file: string; report: Report } | { file: string; problem: string; hint?: string }

/**
 * Reads what `--format json` printed, `file` being its name in messages. It may come from a run that somebody else
 * controls, so nothing in it is taken on trust but its shape is checked.
 */
export function parseReport(file: string, text: string): ParsedReport {
  let value: unknown
  try {
    value = parseJson(text)
  } catch {
    return { file, problem: text.trim() === '' ? 'is empty' : 'is no JSON' }
  }
  if (isDeep(value)) return { file, problem: `is no report: it is nested deeper than ${mostLevels} levels` }
  const failure = failureIn(value)
  if (failure) return { file, ...failure }
  if (validateReport(value)) return { file, report: withOwnLinks(value as Report) }
  return { file, problem: `is no report: ${describe(validateReport.errors?.[0])}` }
}

/** A configuration has at most 64 levels, and a change holds it a few further down. */
const mostLevels = 100

/** Without recursion, which a text of 5,000 brackets would bring down here or in whatever formats the report. */
function isDeep(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostLevels) return true
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
  }
  return false
}

/** A report can be forged, so of its links only those to the tool's own pages are kept. */
function withOwnLinks(report: Report): Report {
  const checked = <T extends { docsUrl?: string }>(item: T, ruleId: string): T => {
    const { docsUrl: url, ...rest } = item
    return url === undefined || url === docsUrl(ruleId) ? item : (rest as T)
  }
  const ofFinding = <T extends Finding>(finding: T): T => checked(finding, finding.ruleId)
  return {
    ...report,
    ...(report.rules && { rules: report.rules.map((rule) => checked(rule, rule.id)) }),
    findings: report.findings.map(ofFinding),
    suppressed: report.suppressed.map(ofFinding),
  }
}

/** The `error` of a run that could not do its job. */
function failureIn(value: unknown): { problem: string; hint?: string } | undefined {
  if (typeof value !== 'object' || value === null || !('error' in value)) return undefined
  const { code, message, hint } = (value.error ?? {}) as Record<string, unknown>
  const said = typeof message === 'string' ? `: ${typeof code === 'string' ? `${code}: ` : ''}${message}` : ''
  return {
    problem: `is of a run that could not do its job${said.replace(/\.$/, '')}`,
    ...(typeof hint === 'string' && { hint }),
  }
}

function describe(error: ErrorObject | undefined): string {
  if (!error) return 'its shape is unknown'
  const where = error.instancePath === '' ? 'it' : visible(error.instancePath.slice(0, 200))
  return `${where} ${error.message ?? 'is not as expected'}`
}
