/** The verb remediate: audit, change just what is wanted of what is live, through the same engine as apply. */
import type { Aws } from '../aws/clients.ts'
import type { Config } from '../config/config.ts'
import { isOver } from '../journal/finished-run.ts'
import type { HoldOptions } from '../journal/held-file.ts'
import type { EarlierRun, ScopeEntry } from '../journal/journal.ts'
import { requireSameScope } from '../journal/scope.ts'
import type { Rule } from '../lint/rule.ts'
import type { PlannedChange } from '../model/change.ts'
import { GuardError } from '../model/errors.ts'
import type { Finding } from '../model/finding.ts'
import type { JsonObject } from '../model/json.ts'
import type { Report } from '../model/report.ts'
import { holdAgainstPlan } from '../plan/hold-against.ts'
import { resourceType } from '../resource/resource-type.ts'
import { closestName } from '../text/closest-name.ts'
import { type Audited, type AuditRequest, judgeLive, readAudit, reportOfAudit, withDefaults } from './audit.ts'
import { type Host, unlessAborted } from './host.ts'
import type { JudgedPlan } from './judge-plan.ts'
import { learner } from './learn.ts'
import type { Ports } from './ports.ts'
import { holdOptions } from './ports.ts'
import { createRefusals, planRemedies, type Remedy } from './remedies.ts'
import { interruptedReport } from './reports.ts'
import type { RunResult } from './result.ts'
import { type RunJournal, send } from './send.ts'
import { type SendSettings, settingsOf } from './send-settings.ts'
import { verdictOf } from './verdict.ts'

export interface RemediateRequest extends AuditRequest {
  /** Whose findings are mended. Default: all errors that have a fix. */
  rules?: readonly string[] | undefined
  /** What another tool keeps, too. */
  includeManaged?: boolean
  settings?: SendSettings
  /** Absent: nothing is sent, the run says what it would do. */
  journal?: { open(options: HoldOptions): Promise<RunJournal> } | undefined
}

export interface Remediated extends RunResult {
  /** The changes as merge specs. */
  specs: { arn: string; spec: JsonObject }[]
}

/**
 * Mends what is live, exactly once, and reports what is left. What another tool or a spec keeps is left to it.
 * @throws {GuardError} `Usage` for a rule that is none or has no fix, else as audit and apply do, all before anything is
 * sent
 */
export async function remediate(
  request: RemediateRequest,
  { config }: { config: Config },
  ports: Ports,
  host: Host,
): Promise<Remediated> {
  requireFixable(request.rules ?? [], config.available)
  if (!request.journal) {
    const planned = await unlessAborted(host, async () => {
      const aws = await ports.connect([])
      return planOf(await readAudit(request, { config }, aws, ports, host), request, config, aws, ports, host)
    })
    if (!planned) return interrupted()
    const report = planned.report()
    host.progress({ stage: 'planned', report })
    return { ...planned, report, verdict: verdictOf(report, request) }
  }
  await using journal = await request.journal.open(holdOptions(ports, host))
  const asked = askedOf(request, config)
  if (journal.earlier) requireSameScope(journal.earlier.scope.filter(isAsked), [asked], journal.path)
  const aws = await ports.connect([])
  const audited = await unlessAborted(host, () => readAudit(request, { config }, aws, ports, host))
  if (!audited) return interrupted()
  const planned = await planOf(audited, request, config, aws, ports, host, journal.earlier)
  if (!journal.earlier) host.progress({ stage: 'planned', report: planned.report() })
  const settings = settingsOf(request.settings ?? {}, config)
  const result = await send(
    {
      task: 'apply',
      ...planned,
      // Which targets these are follows from what is live.
      scope: [asked, ...planned.plan.changes.map(({ arn }) => ({ arn, content: {} }))],
      journal,
      imageBuilders: aws.imageBuilders,
      settings,
      failOn: request.failOn,
    },
    ports,
    { ...host, confirm: (task) => host.confirm(task, planned.question()) },
  )
  if (result.isInterrupted) return { ...result, specs: [] }
  const report = result.isDeclined ? planned.report() : planned.report(result.report)
  const verdict = result.isDeclined ? 'fail' : verdictOf(report, request)
  return { ...result, report, verdict, judgements: planned.judgements, specs: planned.specs }
}

function interrupted(): Remediated {
  const report = interruptedReport([], { files: 0, specs: 0 })
  return { report, verdict: 'fail', judgements: [], isInterrupted: true, specs: [] }
}

interface Planned extends JudgedPlan {
  specs: Remediated['specs']
  /** What there is to say: of the plan, or of what became of it. */
  report(sent?: Report): Report
  /** What is asked about: the changes, and what is left of the same configurations. */
  question(): Report
}

async function planOf(
  audited: Audited,
  request: RemediateRequest,
  config: Config,
  aws: Aws,
  ports: Ports,
  host: Host,
  earlier?: EarlierRun,
): Promise<Planned> {
  const { failOn, deep, settings = {}, includeManaged = false } = request
  const judges = { config, now: new Date(ports.clock.now()), policy: { ...request.policy, onNotice: undefined } }
  const wanted = new Set(request.rules)
  const isWanted = ({ ruleId, severity }: Finding): boolean =>
    wanted.size > 0 ? wanted.has(ruleId) : severity === 'error'
  const judge = (changes: readonly PlannedChange[]) => judgeLive(changes, undefined, judges).judgements
  const remediesOf = (live: readonly PlannedChange[], said = audited.judgements): Remedy[] =>
    planRemedies(live, said, { config, isWanted, judge })

  const refusalOf = createRefusals(audited, config, includeManaged)
  const refused = ({ change }: Remedy): PlannedChange => {
    const refusal = refusalOf(change)
    return refusal ? { ...change, action: 'blocked', ...refusal } : change
  }
  const live = earlier ? liveOf(earlier, audited) : audited.plan.changes
  const remedies = remediesOf(live, earlier && judge(live))
  const made = remedies.map(refused)
  const changes = earlier ? holdAgainstPlan(earlier.changes, made) : made
  const learn = learner({ deep, settings, connect: async () => aws }, config, ports, host)
  const facts = await learn(changes)
  // What is wrong already does not stand against mending something else; what a change makes worse does.
  const before = new Set((earlier ? judge(live) : audited.judgements).map(({ finding }) => keyOf(finding)))
  const deepRules = new Set(config.available.flatMap((rule) => (rule.checkAccount ? [rule.id] : [])))
  const blocks = (error: Finding): boolean =>
    (deepRules.has(error.ruleId) || !before.has(keyOf(error))) &&
    !(includeManaged && error.ruleId === 'managed-elsewhere')
  const judged = judgeLive(changes, facts, { ...judges, blocks })
  const own = earlier && isOver(earlier) ? earlier.changes : judged.plan.changes

  const leftOf = <T extends Finding>(now: readonly T[], then: readonly T[], fixed: ReadonlySet<string>): T[] => [
    ...now.filter(({ arn }) => arn === undefined || !fixed.has(arn)),
    ...then.filter(({ arn }) => arn !== undefined && fixed.has(arn)),
  ]
  const objections = judged.plan.findings.filter((finding) => finding.severity === 'error' && blocks(finding))
  function report(sent?: Report): Report {
    const fixed = new Set(sent ? sent.outcomes.flatMap(fixedBy) : own.flatMap(updated))
    const findings = leftOf(audited.plan.findings, judged.plan.findings, fixed)
    const more = objections.filter(({ arn }) => arn !== undefined && !fixed.has(arn) && blockedOf(own, arn))
    return reportOfAudit(audited, failOn, {
      findings: [...findings, ...more.filter((each) => !findings.some((other) => keyOf(other) === keyOf(each)))],
      suppressed: leftOf(audited.plan.suppressed, judged.plan.suppressed, fixed),
      changes: sent?.changes ?? own,
      ...(sent && { outcomes: sent.outcomes }),
      ...(sent?.run && { run: sent.run }),
      ...(sent?.error && { error: sent.error }),
    })
  }
  function question(): Report {
    const whole = report()
    const updates = new Set(own.flatMap(updated))
    const { audit: _, ...others } = whole
    return { ...others, findings: whole.findings.filter(({ arn }) => arn !== undefined && updates.has(arn)) }
  }
  const patches = new Map(remedies.map(({ change, patch }) => [change.arn, patch]))
  return {
    plan: judged.plan,
    judgements: [...audited.judgements, ...judged.judgements],
    specs: judged.plan.changes.flatMap(updated).map((arn) => ({
      arn,
      spec: { [resourceType.arnField]: arn, ...patches.get(arn) },
    })),
    report,
    question,
  }
}

const updated = ({ arn, action }: { arn: string; action: string }): string[] => (action === 'update' ? [arn] : [])
const fixedBy = ({ arn, status }: Report['outcomes'][number]): string[] =>
  status === 'applied' || status === 'unchanged' ? [arn] : []
const blockedOf = (changes: readonly PlannedChange[], arn: string): boolean =>
  changes.some((change) => change.arn === arn && change.action === 'blocked')
const keyOf = ({ arn, ruleId, pointer }: Finding): string => JSON.stringify([arn, ruleId, pointer])

/** What an earlier process found, as it was before anything was sent. */
function liveOf({ changes }: EarlierRun, { plan }: Audited): PlannedChange[] {
  const types = new Map(plan.changes.map(({ arn, imageType }) => [arn, imageType]))
  return changes.flatMap(({ code: _, reason: __, ...change }) => {
    if (!change.before) return []
    const imageType = types.get(change.arn) ?? change.imageType
    return [{ ...change, action: 'no-op', fields: [], after: change.before, ...(imageType && { imageType }) }]
  })
}

const remediation = 'the remediation'
const isAsked = ({ arn }: ScopeEntry): boolean => arn === remediation

/** What a run is asked for: rules, accounts, Regions. */
function askedOf({ rules = [], where, target, includeManaged = false }: RemediateRequest, config: Config): ScopeEntry {
  const { accounts, regions, skipAccounts } = withDefaults(where, config)
  const sorted = (values: readonly string[] | string | undefined) =>
    typeof values === 'string' ? values : [...new Set(values)].sort()
  const content: JsonObject = {
    rules: sorted(rules),
    accounts: sorted(accounts),
    regions: sorted(regions),
    skipAccounts: sorted(skipAccounts),
    target: target ?? '',
    includeManaged,
  }
  return { arn: remediation, content }
}

/** @throws {GuardError} `Usage` */
function requireFixable(rules: readonly string[], available: readonly Rule[]): void {
  const known = new Map(available.map((rule) => [rule.id, rule]))
  const details = rules.flatMap((id) => {
    const rule = known.get(id)
    if (rule?.fixable) return []
    if (rule) return [{ message: `--rule ${id}: the rule has no fix.` }]
    const closest = closestName(id, [...known.keys()])
    return [{ message: `--rule ${id}: there is no such rule${closest ? `; did you mean ${closest}?` : '.'}` }]
  })
  const [first] = details
  if (!first) return
  const fixable = [...known.values()].filter((rule) => rule.fixable).map(({ id }) => id)
  throw new GuardError('Usage', first.message, {
    hint: `Rules with a fix: ${fixable.join(', ')}.`,
    ...(details.length > 1 && { details }),
  })
}
