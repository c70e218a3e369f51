import type { FieldChange } from '../../../model/change.ts'
import type { Finding, Origin, Severity } from '../../../model/finding.ts'
import type { Outcome } from '../../../model/outcome.ts'
import type { Report } from '../../../model/report.ts'
import { short } from '../../../text/short.ts'
import { visible } from '../../../text/visible.ts'
import { keepersOf } from '../audit.ts'
import { laneName, nameOf } from '../changes.ts'
import { beforeAfter, fieldName } from '../diff.ts'
import { errorHint } from '../error-hint.ts'
import type { Config, Field, Item, Level, PageData, RuleWords } from './model.ts'

/** Works out what the page shows. All text is visible from here on. */
export function pageData(report: Report): PageData {
  const configs: Config[] = []
  const known = new Map<string, number>()
  const keepers = keepersOf(report)
  const configOf = ({ arn, address, root = '', file }: Partial<Finding>): number => {
    // Several may call one module by the same address.
    const called = address && root ? `${address} (${root})` : address
    const id = visible(arn ?? (called === undefined ? undefined : `${file} ${called}`) ?? file ?? '')
    const at = known.get(id) ?? configs.length
    if (at === configs.length) {
      known.set(id, at)
      const lane = arn === undefined ? '' : visible(laneName(arn)).trim()
      configs.push({ id, name: short(visible(arn === undefined ? (called ?? id) : nameOf(arn)), 100), lane })
    }
    return at
  }
  const ranked = [
    ...report.findings.map((finding) => ofFinding(finding, configOf(finding), keepers.get(finding.arn ?? ''))),
    ...troubles(report, configOf),
  ]
  return {
    items: ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item),
    configs,
    rules: rulesOf(report),
  }
}

type ConfigOf = (about: { arn: string }) => number

/** The less, the further up. */
interface Ranked {
  rank: number
  item: Item
}

const ofSeverity: Record<Severity, [rank: number, level: Level]> = {
  error: [1, 'bad'],
  warning: [5, 'warn'],
  note: [7, 'info'],
}

/** Of an audit all is live, which need not be said of each. */
const originWords = new Map<string, string>([
  ['cloudformation', 'CloudFormation'],
  ['terraform', 'Terraform'],
  ['terraform-plan', 'Terraform plan'],
] satisfies [Origin, string][])

function ofFinding(finding: Finding, config: number, keeper: string | undefined): Ranked {
  const { severity, message, ruleId, file, line, column, arn, origin, address, source, fix, related = [] } = finding
  const [rank, level] = ofSeverity[severity]
  const mend = fix?.write ?? (fix?.remove && `remove ${fix.remove.join(', ')}`)
  const notes = [
    // Where there is no ARN the configuration goes by its address.
    ...(address !== undefined && arn !== undefined ? [visible(address)] : []),
    ...[originWords.get(origin ?? '') ?? []].flat(),
  ]
  const item: Item = {
    level,
    label: severity,
    message: visible(message),
    rule: visible(ruleId),
    ...(origin !== 'live' && { file: visible(file), place: `${line}:${column}` }),
    config,
    ...(notes.length > 0 && { notes }),
    ...(keeper !== undefined && { keeper: visible(keeper) }),
    ...(source !== undefined && { source: lines(source) }),
    ...(mend !== undefined && { fix: lines(mend) }),
    ...(related.length > 0 && {
      related: related.map((at) => ({
        message: visible(at.message),
        place: visible(`${at.file}:${at.line}:${at.column}`),
      })),
    }),
  }
  return { rank, item }
}

/** Lines stay lines; what else steers is made visible. */
const lines = (text: string): string => text.split(/\r?\n/).map(visible).join('\n')

function troubles({ changes, outcomes }: Report, configOf: ConfigOf): Ranked[] {
  const fields = new Map(changes.map((change) => [change.arn, change.fields]))
  if (outcomes.length > 0) {
    return outcomes.map((outcome) => ofOutcome(outcome, fields.get(outcome.arn) ?? [], configOf(outcome)))
  }
  return changes.map(({ arn, action, fields: of, reason }): Ranked => {
    const config = configOf({ arn })
    if (action === 'missing' || action === 'blocked') {
      return { rank: 2, item: { level: 'bad', label: action, message: visible(reason ?? action), config } }
    }
    if (action === 'no-op') {
      return { rank: 9, item: { level: 'good', label: 'unchanged', message: 'As it should be.', config } }
    }
    const isWorse = of.some(
      ({ kind, pointer, after }) => kind === 'clear' || (isTokens(pointer) && after === 'optional'),
    )
    const message = isWorse
      ? `Clears or weakens a field${reason ? `: ${visible(reason)}` : '.'}`
      : visible(reason ?? said(of))
    const item: Item = { level: isWorse ? 'warn' : 'info', label: 'to update', message, config, fields: of.map(field) }
    return { rank: isWorse ? 4 : 6, item }
  })
}

const isTokens = (pointer: string): boolean => pointer === '/instanceMetadataOptions/httpTokens'
const said = (fields: readonly FieldChange[]): string =>
  `Changes ${fields.map(({ pointer }) => fieldName(pointer)).join(', ')}.`

const ofStatus: Record<Outcome['status'], [rank: number, level: Level, message: string]> = {
  failed: [0, 'bad', 'Failed.'],
  skipped: [3, 'warn', 'Left as it is.'],
  applied: [8, 'good', 'Applied'],
  'rolled-back': [8, 'good', 'Rolled back'],
  unchanged: [9, 'good', 'As it should be.'],
}

function ofOutcome(
  { arn: _, status, attempts, verified, error, wave, startedAt = '', endedAt = '' }: Outcome,
  fields: readonly FieldChange[],
  config: number,
): Ranked {
  const [rank, level, words] = ofStatus[status]
  const wrote = status === 'applied' || status === 'rolled-back'
  const hint = error && errorHint(error.code)
  const message = error
    ? `${error.code}: ${error.message}`
    : wrote
      ? `${words}${verified ? ' and verified.' : ', not verified.'}`
      : words
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1_000
  const notes = [
    ...(seconds >= 0 ? [`${seconds.toFixed(1)} s`] : []),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(error?.requestId ? [`request ${visible(error.requestId)}`] : []),
    ...(hint ? [hint] : []),
  ]
  const item: Item = {
    level: wrote && !verified ? 'warn' : level,
    label: status,
    message: visible(message),
    config,
    ...(wave !== undefined && { wave }),
    ...(notes.length > 0 && { notes }),
    ...(status !== 'unchanged' && fields.length > 0 && { fields: fields.map(field) }),
  }
  return { rank: wrote && !verified ? 4 : rank, item }
}

function field(change: FieldChange): Field {
  const { before, after } = beforeAfter(change)
  return {
    name: fieldName(change.pointer),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }
}

function rulesOf({ rules = [], findings }: Report): Record<string, RuleWords> {
  const pages = new Map(findings.map(({ ruleId, docsUrl }) => [ruleId, docsUrl]))
  return Object.fromEntries(
    rules.map(({ id, summary, docsUrl = pages.get(id) }) => {
      const page = docsUrl !== undefined && URL.canParse(docsUrl) ? new URL(docsUrl) : undefined
      return [visible(id), { summary: visible(summary), ...(page?.protocol === 'https:' && { page: page.href }) }]
    }),
  )
}
