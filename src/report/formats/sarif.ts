import { builtinRules } from '../../../rules/index.ts'
import type { Finding, Severity } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { safeJson, visible } from '../../text/visible.ts'

/** GitHub shows no more of one run. */
const mostResults = 5_000

const rank: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

/**
 * SARIF 2.1.0 for code scanning: URIs relative to the repository's root, the worst first, and no suppressed findings,
 * because GitHub shows those as open. Changes and outcomes have no place in it.
 */
export function renderSarif(report: Report): string {
  const results = report.findings.toSorted((a, b) => rank[a.severity] - rank[b.severity]).slice(0, mostResults)
  const ruleIds = [...new Set(results.map(({ ruleId }) => ruleId))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(report, ruleIds, results) },
        originalUriBaseIds: { ROOT: { description: { text: "The repository's root." } } },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(report, report.findings.length - results.length)],
        properties: { suppressed: report.summary.suppressed, baselined: report.summary.baselined },
        results: results.map((finding) => result(finding, ruleIds)),
      },
    ],
  }
  return safeJson(log)
}

function driver({ tool }: Report, ruleIds: readonly string[], results: readonly Finding[]): object {
  return {
    name: tool.name,
    version: tool.version,
    semanticVersion: tool.version,
    informationUri: 'https://github.com/imagebuilder-guard/imagebuilder-guard',
    rules: ruleIds.map((id) =>
      describeRule(
        id,
        results.find(({ ruleId }) => ruleId === id),
      ),
    ),
  }
}

function describeRule(id: string, example: Finding | undefined): object {
  const rule = builtinRules.find((known) => known.id === id)
  const summary = rule?.summary ?? words[id] ?? `Rule ${id} of a plugin or assertion.`
  const help = example?.docsUrl
  return {
    id: visible(id),
    shortDescription: { text: summary },
    help: { text: help ? `${summary} See ${help}` : summary },
    ...(help && { helpUri: help }),
    defaultConfiguration: { level: rule?.severity ?? 'error' },
  }
}

/** Rules about files and policy, which no rule file holds. */
const words: Record<string, string> = {
  syntax: 'A spec file can be read: well-formed YAML or JSON within the limits.',
  schema: 'A spec has known fields with values that the API takes.',
  'invalid-suppression': 'A suppression names a known rule and gives a reason.',
  'expired-suppression': 'A suppression is not past its date.',
  'unused-suppression': 'A suppression suppresses something.',
  'stale-baseline': 'Every entry of the baseline still has its finding.',
}

function result(finding: Finding, ruleIds: readonly string[]): object {
  const { ruleId, severity, message, file, line, column, endLine, endColumn, pointer, arn } = finding
  return {
    ruleId: visible(ruleId),
    ruleIndex: ruleIds.indexOf(ruleId),
    level: severity,
    message: { text: messageText(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uri(file), uriBaseId: 'ROOT' },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        ...(arn !== undefined && {
          logicalLocations: [{ fullyQualifiedName: visible(`${arn}#${pointer}`), kind: 'object' }],
        }),
      },
    ],
  }
}

/** In a message `[text](target)` is a link; here it is text. */
function messageText(message: string): string {
  const text = visible(message)
  return text.includes('](') ? text.replaceAll(/[\\[\]]/g, '\\$&') : text
}

function uri(file: string): string {
  return file.toWellFormed().split('/').map(encodeURIComponent).join('/')
}

/** How the run went: whether all was judged, and whether all that was found is here. */
function invocation({ error }: Report, leftOut: number): object {
  const failures = error
    ? [error, ...(error.details ?? [])].map(({ message }) => ({ level: 'error', text: visible(message) }))
    : []
  const omitted = `${leftOut} more results are left out; a run shows at most ${mostResults}.`
  const notifications = [...failures, ...(leftOut > 0 ? [{ level: 'warning', text: omitted }] : [])]
  return {
    executionSuccessful: error === undefined,
    ...(notifications.length > 0 && {
      toolExecutionNotifications: notifications.map(({ level, text }) => ({ level, message: { text } })),
    }),
  }
}
