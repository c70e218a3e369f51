/** The verb audit: list, read and judge what is live, whoever keeps it; write nothing. */

import type { Aws } from '../aws/clients.ts'
import { lintPolicyOf } from '../config/active-rules.ts'
import type { Config } from '../config/config.ts'
import { makeFinding } from '../lint/make-finding.ts'
import { rulesNamed } from '../lint/rule-info.ts'
import type { Fleet } from '../lint/spec.ts'
import { laneKey } from '../model/arn.ts'
import type { Audit, Unreachable } from '../model/audit.ts'
import type { PlannedChange } from '../model/change.ts'
import type { LearnedFacts } from '../model/facts.ts'
import type { Finding } from '../model/finding.ts'
import type { Report } from '../model/report.ts'
import type { ImageType } from '../model/spec.ts'
import { buildReport } from '../report/build-report.ts'
import { requestOf, tagsOf } from '../resource/configuration.ts'
import { hashFields } from '../resource/hash-fields.ts'
import { laneOf } from '../resource/target-arn.ts'
import { findLanes, type Where } from '../sources/live/find-lanes.ts'
import { liveLocation, liveSpec } from '../sources/live/live-spec.ts'
import { type LiveConfiguration, type LiveFailure, type LiveFleet, readLive } from '../sources/live/read-live.ts'
import { updatedEntries } from '../suppress/apply-policy.ts'
import type { Baseline, BaselineEntry } from '../suppress/baseline.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { matchesWildcard } from '../text/wildcard.ts'
import { complianceOf } from './compliance.ts'
import { type Host, unlessAborted } from './host.ts'
import { type JudgedPlan, judgePlan, type PlanJudges } from './judge-plan.ts'
import { learner } from './learn.ts'
import { createOwners, managedOf, type Owner } from './owners.ts'
import type { Ports } from './ports.ts'
import { interruptedReport } from './reports.ts'
import type { RunResult } from './result.ts'
import { type SendSettings, settingsOf } from './send-settings.ts'
import { type FailOn, verdictOf } from './verdict.ts'

export interface AuditRequest {
  where: Where
  /** What specs ask for: they say who keeps a configuration, and which one is missing. */
  specs?: Fleet | undefined
  policy: RunPolicy
  /** Only ARNs that match. */
  target?: string | undefined
  settings?: Pick<SendSettings, 'concurrency'>
  /** Asks the accounts about what the configurations name. Default: the config's. */
  deep?: boolean | undefined
  /** Writes down what is known now, and all else that the baseline knows; it is judged by that then. */
  renew?: ((entries: readonly BaselineEntry[]) => Baseline) | undefined
  failOn: FailOn
}

/** What is live, judged. */
export interface Audited extends JudgedPlan {
  live: readonly LiveConfiguration[]
  owners: ReadonlyMap<string, Owner>
  /** Where the spec of a configuration stands that has one. */
  specFiles: ReadonlyMap<string, string>
  /** Accounts and Regions whose pipelines nobody could list, by `laneKey`. */
  unswept: ReadonlySet<string>
  facts: Pick<Audit, 'missing' | 'unreachable' | 'suspended'> & { lanes: LiveFleet['lanes'] }
}

/**
 * Judges every configuration of the accounts and Regions that are meant. What cannot be listed or read is named in the
 * report, and the rest goes on.
 * @throws {GuardError} `Credentials`, `Usage`, `Refused` when the organization may not be listed, `Internal` when a rule
 * threw
 */
export async function audit(
  request: AuditRequest,
  { config }: { config: Config },
  ports: Ports,
  host: Host,
): Promise<RunResult & { live: readonly LiveConfiguration[] }> {
  const audited = await unlessAborted(host, async () =>
    readAudit(request, { config }, await ports.connect([]), ports, host),
  )
  if (!audited) {
    const report = interruptedReport([], { files: 0, specs: 0 })
    return { report, verdict: 'fail', judgements: [], isInterrupted: true, live: [] }
  }
  const report = reportOfAudit(audited, request.failOn)
  host.progress({ stage: 'audited', report })
  return { report, verdict: verdictOf(report, request), judgements: audited.judgements, live: audited.live }
}

/** Lists, reads and judges; the judged plan changes nothing, and has every configuration as it is. */
export async function readAudit(
  { where, specs, policy, target, settings = {}, deep, renew }: AuditRequest,
  { config }: { config: Config },
  aws: Aws,
  ports: Ports,
  host: Host,
): Promise<Audited> {
  const { imageBuilders, accounts } = aws
  const { clock, random, ownRegion } = ports
  const { concurrency } = settingsOf(settings, config)
  const { signal } = host
  const found = await findLanes(
    withDefaults(where, config),
    await ownRegion?.(),
    { imageBuilders, accounts, clock, random },
    { concurrency, signal },
  )
  const isMeant = (arn: string): boolean => target === undefined || matchesWildcard(target, arn)
  const fleet = await readLive(
    found.lanes,
    { imageBuilders, clock, random },
    {
      isKnown: (arn) => !isMeant(arn),
      sweep: true,
      concurrency,
      signal,
      onProgress: (now) => host.progress({ stage: 'auditing', now }),
    },
  )
  const lintPolicy = lintPolicyOf(config, config.root)
  const ownerOf = createOwners(specs, lintPolicy)
  const stated = new Map(specs?.specs.map((spec) => [spec.arn, spec.imageType]))
  const changes = fleet.read.map((each) => asChange(each, stated.get(each.arn) ?? each.imageType))
  const owners = new Map<string, Owner>()
  for (const { arn, tags = {} } of changes) {
    const owner = ownerOf(arn, tags)
    if (owner) owners.set(arn, owner)
  }
  const learn = learner({ deep, settings, connect: async () => aws }, config, ports, host)
  const judges = { config, now: new Date(clock.now()), policy }
  const facts = await learn(changes)
  const first = judgeLive(changes, facts, renew ? withoutBaseline(judges) : judges)
  const baseline = renew?.(knownNow(first, changes, judges))
  const judged = baseline ? judgeLive(changes, facts, { ...judges, policy: { ...policy, baseline } }) : first
  const unswept = fleet.failures.filter(({ of }) => of === 'pipelines')
  const notes = unswept.flatMap((failure) => noteOf(failure, lintPolicy.notJudged(pipelinesOf(failure))))
  const findings = [...judged.plan.findings, ...notes]
  return {
    plan: { ...judged.plan, changes, findings, rules: rulesNamed(config.available, findings, judged.plan.suppressed) },
    judgements: judged.judgements,
    live: fleet.read,
    owners,
    specFiles: new Map(specs?.specs.map(({ arn, location }) => [arn, location.file])),
    unswept: new Set(unswept.map(({ lane }) => laneKey(lane))),
    facts: {
      missing: missingOf(specs, fleet, isMeant),
      unreachable: [...found.unreachable, ...unreachableOf(fleet.failures)],
      suspended: found.suspended,
      lanes: fleet.lanes,
    },
  }
}

type LiveJudges = Omit<PlanJudges, 'written'>

/** Judges live configurations, or what changes would make of them: each is found at its ARN. */
export function judgeLive(
  changes: readonly PlannedChange[],
  facts: LearnedFacts | undefined,
  { config, now, policy, blocks }: LiveJudges,
): JudgedPlan {
  const written = {
    fleet: { root: config.root, files: [], findings: [], specs: changes.map(liveSpec) },
    linted: { judgements: [], internalErrors: [] },
  }
  // What nothing matches is told of by lint, which sees everything that the config speaks of.
  const judges = { config, now, policy: { ...policy, coversEverything: false }, written, ...(blocks && { blocks }) }
  return judgePlan({ summary: { files: 0, specs: 0 }, changes: [...changes], ...(facts && { facts }) }, judges)
}

/** What was known is found anew. */
const withoutBaseline = (judges: LiveJudges): LiveJudges => ({
  ...judges,
  policy: { ...judges.policy, baseline: undefined },
})

/** What the baseline is to hold: what was found, and what it knows of all else. */
function knownNow({ judgements }: JudgedPlan, changes: readonly PlannedChange[], judges: LiveJudges): BaselineEntry[] {
  const { config, now, policy } = judges
  const fleet = { root: config.root, files: [], findings: [], specs: changes.map(liveSpec) }
  return updatedEntries(judgements, { ...policy, coversEverything: false, fleet, config, now, written: [] })
}

/** What an audit has to report: of the live state, or of what a run has made of it. */
export function reportOfAudit(
  audited: Audited,
  failOn: FailOn,
  { findings = audited.plan.findings, suppressed = audited.plan.suppressed, ...more }: Partial<Report> = {},
): Report {
  const { plan, owners, facts } = audited
  const { lanes, ...others } = facts
  const compliance = complianceOf({ arns: plan.changes.map(({ arn }) => arn), findings, owners, lanes }, failOn)
  const { configurations, compliant, rest } = compliance
  return buildReport({
    ...plan.summary,
    ...(plan.rules && { rules: plan.rules }),
    ...more,
    findings,
    suppressed,
    configurations,
    compliant,
    audit: { managed: managedOf(owners), ...others, lanes: compliance.lanes, rest },
  })
}

/** `targets.allow` says which accounts and Regions are meant when nobody else does. */
export function withDefaults({ accounts, regions, skipAccounts }: Where, { targets: { allow } }: Config): Where {
  return { accounts: accounts ?? allow?.accounts, regions: regions ?? allow?.regions, skipAccounts }
}

function asChange({ arn, live }: LiveConfiguration, imageType: ImageType | undefined): PlannedChange {
  const before = requestOf(live)
  return {
    arn,
    action: 'no-op',
    fields: [],
    update: 'replace',
    guard: {},
    location: liveLocation(arn),
    before,
    after: before,
    liveHash: hashFields(before),
    tags: tagsOf(live),
    ...(imageType && { imageType }),
  }
}

function missingOf(
  specs: Fleet | undefined,
  { arns, lanes }: LiveFleet,
  isMeant: (arn: string) => boolean,
): Audit['missing'] {
  const live = new Set(arns)
  const asked = new Set(lanes.map(laneKey))
  const isMissing = (arn: string): boolean => {
    const lane = laneOf(arn)
    return lane !== undefined && asked.has(laneKey(lane)) && !live.has(arn) && isMeant(arn)
  }
  return (specs?.specs ?? [])
    .filter(({ arn }) => isMissing(arn))
    .map(({ arn, location }) => ({ arn, file: location.file }))
}

/** One line for an account where the same is wrong in all of its Regions. */
function unreachableOf(failures: readonly LiveFailure[]): Unreachable[] {
  const groups = Map.groupBy(failures, ({ of, lane, code, reason }) =>
    JSON.stringify(of === 'lane' ? [lane.account, code, reason] : [lane, code, reason]),
  )
  return [...groups.values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const { lane, code } = first
    if (first.of === 'lane' && same.length > 1) return [{ account: lane.account, code, message: first.reason }]
    return same.map((each) => ({
      account: lane.account,
      region: each.lane.region,
      code,
      message: messageOf(each),
    }))
  })
}

function messageOf({ of, what, reason }: LiveFailure): string {
  if (of === 'lane') return reason
  if (of === 'configuration') return `${what} cannot be read: ${reason}`
  return `${what} cannot be listed, so what builds containers there is unknown: ${reason}`
}

const pipelinesOf = ({ lane: { partition, region, account } }: LiveFailure): string =>
  `arn:${partition}:imagebuilder:${region}:${account}:image-pipeline/*`

function noteOf(failure: LiveFailure, severity: Finding['severity'] | 'off'): Finding[] {
  if (severity === 'off') return []
  const message = `Not judged what builds containers: ${failure.what} cannot be listed (imagebuilder:ListImagePipelines): ${failure.code}: ${failure.reason}`
  const place = liveLocation(pipelinesOf(failure))
  return [makeFinding({ ruleId: 'not-judged', severity, message, place, subject: { origin: 'live' } })]
}
