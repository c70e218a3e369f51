import type { Audit } from '../model/audit.ts'
import type { Change, PlannedChange } from '../model/change.ts'
import type { ErrorData } from '../model/errors.ts'
import type { Finding, SuppressedFinding } from '../model/finding.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Report, RuleInfo, RunTimes, Summary } from '../model/report.ts'
import type { Shard } from '../model/shard.ts'
import { tool } from '../model/tool.ts'

export interface ReportParts {
  files: number
  specs: number
  resources?: number | undefined
  configurations?: number | undefined
  compliant?: number | undefined
  audit?: Audit
  rules?: readonly RuleInfo[] | undefined
  run?: RunTimes
  findings?: readonly Finding[]
  suppressed?: readonly SuppressedFinding[]
  changes?: readonly (Change | PlannedChange)[] | undefined
  outcomes?: readonly Outcome[] | undefined
  shard?: Shard | undefined
  error?: ErrorData | undefined
}

/** Puts what the stages found into one report, in stable order, and counts it. */
export function buildReport(parts: ReportParts): Report {
  const findings = [...(parts.findings ?? [])].sort(byPlace)
  const suppressed = [...(parts.suppressed ?? [])].sort(byPlace)
  const rules = (parts.rules ?? []).toSorted((a, b) => compare(a.id, b.id))
  const changes = (parts.changes ?? []).map(publicChange)
  const outcomes = [...(parts.outcomes ?? [])]
  return {
    version: 1,
    tool,
    ...(parts.shard && { shard: parts.shard }),
    ...(parts.error && { error: parts.error }),
    summary: summarize(parts, findings, suppressed, changes, outcomes),
    ...(parts.run && { run: parts.run }),
    ...(rules.length > 0 && { rules }),
    findings,
    suppressed,
    changes,
    outcomes,
    ...(parts.audit && { audit: parts.audit }),
  }
}

/** Order of findings everywhere: file, line, column, rule id. */
function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compare(a.ruleId, b.ruleId) ||
    compare(a.arn ?? '', b.arn ?? '')
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function summarize(
  { files, specs, resources, configurations, compliant }: ReportParts,
  findings: readonly Finding[],
  suppressed: readonly SuppressedFinding[],
  changes: readonly Change[],
  outcomes: readonly Outcome[],
): Summary {
  const ofSeverity = (severity: Finding['severity']): number =>
    count(findings, (finding) => finding.severity === severity)
  const ofAction = (action: Change['action']): number => count(changes, (change) => change.action === action)
  const ofStatus = (...status: Outcome['status'][]): number =>
    count(outcomes, (outcome) => status.includes(outcome.status))
  const baselined = count(suppressed, ({ by }) => by === 'baseline')
  return {
    files,
    specs,
    ...(resources ? { resources } : {}),
    ...(configurations !== undefined && { configurations }),
    ...(compliant !== undefined && { compliant }),
    errors: ofSeverity('error'),
    warnings: ofSeverity('warning'),
    notes: ofSeverity('note'),
    suppressed: suppressed.length - baselined,
    baselined,
    fixable: count(findings, ({ fixable }) => fixable),
    changes: ofAction('update'),
    missing: ofAction('missing'),
    blocked: ofAction('blocked'),
    applied: ofStatus('applied', 'rolled-back'),
    unchanged: ofStatus('unchanged'),
    skipped: ofStatus('skipped'),
    failed: ofStatus('failed'),
  }
}

function count<T>(items: readonly T[], holds: (item: T) => boolean): number {
  return items.reduce((sum, item) => (holds(item) ? sum + 1 : sum), 0)
}

/** What a report shows of a planned change; the whole before and after stay in the plan. */
function publicChange({ arn, action, fields, reason }: Change): Change {
  return { arn, action, fields, ...(reason !== undefined && { reason }) }
}
