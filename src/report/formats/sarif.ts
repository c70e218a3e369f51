import type { Finding, Location } from '../../model/finding.ts'
import type { Report, RuleInfo } from '../../model/report.ts'
import { tool } from '../../model/tool.ts'
import { safeJson, visible } from '../../text/visible.ts'
import { describeError } from './describe-error.ts'
import { worstFirst } from './worst-first.ts'

/** GitHub shows no more of one run. */
const mostResults = 5_000

/**
 * SARIF 2.1.0 for code scanning: URIs relative to the repository's root, the worst first, and no suppressed findings,
 * because GitHub shows those as open. Changes and outcomes have no place in it.
 */
export function render(report: Report): string {
  const results = worstFirst(report.findings).slice(0, mostResults)
  const ruleIds = [...new Set(results.map(({ ruleId }) => ruleId))].sort()
  return sarifLog({
    tool: { driver: driver(report, ruleIds, results) },
    originalUriBaseIds: { ROOT: { description: { text: "The repository's root." } } },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(report, report.findings.length - results.length)],
    properties: { suppressed: report.summary.suppressed, baselined: report.summary.baselined },
    results: results.map((finding) => result(finding, ruleIds)),
  })
}

/** Of a run that could not do its job. */
export function renderError(error: unknown): string {
  const notification = { level: 'error', message: { text: describeError(error) } }
  return sarifLog({
    tool: { driver: { name: tool.name, version: tool.version } },
    invocations: [{ executionSuccessful: false, toolExecutionNotifications: [notification] }],
    results: [],
  })
}

function sarifLog(run: object): string {
  return safeJson({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] })
}

function driver({ tool, rules = [] }: Report, ruleIds: readonly string[], results: readonly Finding[]): object {
  const known = new Map(rules.map((rule) => [rule.id, rule]))
  const pages = new Map(results.map(({ ruleId, docsUrl }) => [ruleId, docsUrl]))
  return {
    name: tool.name,
    version: tool.version,
    semanticVersion: tool.version,
    informationUri: 'https://github.com/imagebuilder-guard/imagebuilder-guard',
    rules: ruleIds.map((id) => describeRule(id, known.get(id), pages.get(id))),
  }
}

function describeRule(id: string, rule: RuleInfo | undefined, page = rule?.docsUrl): object {
  const summary = visible(rule?.summary ?? `Rule ${id}.`)
  return {
    id: visible(id),
    shortDescription: { text: messageText(summary) },
    help: { text: messageText(page ? `${summary} See ${page}` : summary) },
    ...(page && URL.canParse(page) && { helpUri: new URL(page).href }),
    defaultConfiguration: { level: rule?.severity ?? 'error' },
  }
}

function result(finding: Finding, ruleIds: readonly string[]): object {
  const { ruleId, severity, message, pointer, arn, address, related = [] } = finding
  const names = [...(arn === undefined ? [] : [`${arn}#${pointer}`]), ...(address === undefined ? [] : [address])]
  return {
    ruleId: visible(ruleId),
    ruleIndex: ruleIds.indexOf(ruleId),
    level: severity,
    message: { text: messageText(message) },
    locations: [
      {
        // What no file holds is at no place of one.
        ...(finding.origin !== 'live' && { physicalLocation: physical(finding) }),
        ...(names.length > 0 && {
          logicalLocations: names.map((name) => ({ fullyQualifiedName: visible(name), kind: 'object' })),
        }),
      },
    ],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({
        id,
        message: { text: messageText(place.message) },
        physicalLocation: physical(place),
      })),
    }),
  }
}

function physical({ file, line, column, endLine, endColumn }: Location): object {
  return {
    artifactLocation: { uri: uri(file), uriBaseId: 'ROOT' },
    region: { startLine: line, startColumn: column, endLine, endColumn },
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
