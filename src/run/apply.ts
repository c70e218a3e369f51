/** The verb apply: lint, plan, ask, send, verify. */
import type { HoldOptions } from '../journal/held-file.ts'
import { scopeOfPlan, scopeOfSpecs } from '../journal/scope.ts'
import type { Fleet } from '../lint/spec.ts'
import type { PlannedChange } from '../model/change.ts'
import { GuardError } from '../model/errors.ts'
import type { Plan } from '../model/plan.ts'
import type { Shard } from '../model/shard.ts'
import type { TargetSelection } from '../pacing/target.ts'
import { takeShard } from '../plan/shards.ts'
import { changedSpecs } from '../suppress/changed-specs.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { heldChanges, resumedChanges } from './held-changes.ts'
import { type Host, unlessAborted } from './host.ts'
import { type JudgedPlan, judgePlan, type PlanJudges } from './judge-plan.ts'
import { learner } from './learn.ts'
import { stopsApply } from './lint.ts'
import { lintSpecs } from './lint-specs.ts'
import { readPlan } from './plan.ts'
import { holdOptions, type Ports } from './ports.ts'
import { interruptedReport, reportOf, stoppedReport } from './reports.ts'
import type { RunResult } from './result.ts'

import { narrow, selected } from './select.ts'
import { type RunJournal, send } from './send.ts'
import { type SendSettings, settingsOf } from './send-settings.ts'
import { type FailOn, verdictOf } from './verdict.ts'
import type { Workspace } from './workspace.ts'

export interface ApplyRequest {
  /** Specs; or a plan, held against the specs beside it when there are any. */
  of: { fleet: Fleet } | { plan: Plan; against?: Fleet | undefined }
  policy: RunPolicy
  /** Narrows the run. */
  select?: TargetSelection
  /** The part of the plan to apply. */
  shard?: Shard | undefined
  journal: {
    /** Opens it, when there is something to send. */
    open(options: HoldOptions): Promise<RunJournal>
    /** It may hold a run to finish, whose report is told even when nothing else is done. */
    resumes: boolean
  }
  settings?: SendSettings
  /** Whether the accounts are asked about what configurations name. Default: the config's. */
  deep?: boolean | undefined
  failOn: FailOn
  /** Of a plan: says what would be applied. */
  dryRun?: boolean
  detailed?: boolean
}

/**
 * Applies what specs ask for, or what a plan planned, each change exactly once. Errors of syntax, schema and unique-target
 * stop it before anything is sent.
 * @throws {GuardError} `Usage`, `Credentials`, `Journal` or `Internal`, all before anything is sent
 */
export async function apply(
  request: ApplyRequest,
  { config }: Pick<Workspace, 'config'>,
  ports: Ports,
  host: Host,
): Promise<RunResult> {
  const { of, failOn, shard } = request
  const planned = 'plan' in of ? of.plan : undefined
  if (shard && !planned) throw noPlanToShard()
  const given = 'plan' in of ? of.against : of.fleet
  const { fleet, policy } =
    given && !planned ? narrow({ ...request, fleet: given }) : { fleet: given, policy: request.policy }
  const now = new Date(ports.clock.now())
  const linted = fleet && lintSpecs(fleet, config, now, policy)
  if (linted?.internal) throw linted.internal
  const judges: PlanJudges = { config, now, policy, written: fleet && linted && { fleet, linted: linted.linted } }
  const part = planned ? partOf(planned, fleet, { ...request, policy }) : partOfSpecs(fleet as Fleet, policy)
  const { findings, suppressed } = linted?.report ?? (planned as Plan)
  const { summary, targets } = part
  const head = { summary, ...(part.shard && { shard: part.shard }) }
  const judgements = linted?.judgements ?? []
  const connect = once(() => ports.connect(fleet && !planned ? fleet.specs : targets))
  const learn = learner(
    { ...request, planned: planned?.facts, isHeld: fleet !== undefined, connect },
    config,
    ports,
    host,
  )
  const judgeChanges = async (changes: PlannedChange[]): Promise<JudgedPlan> => {
    const facts = await learn(changes)
    return judgePlan({ ...head, changes, ...(facts && { facts }) }, judges)
  }

  if (request.dryRun) {
    // Without specs only the plan itself knows what is wrong with the fleet.
    const isBroken = planned && !fleet && stopsApply(findings)
    const judged = isBroken
      ? { plan: { ...planned, ...head, changes: part.changes ?? [] }, judgements }
      : await judgeChanges(part.changes ?? [])
    const report = reportOf(judged.plan)
    return { report, verdict: verdictOf(report, request), ...judged }
  }
  const interrupted = (): RunResult => {
    const report = interruptedReport(targets, summary)
    return { report, verdict: 'fail', judgements, isInterrupted: true }
  }
  // What a run to resume has to report is in its journal.
  if (host.signal.aborted && !request.journal.resumes) return interrupted()
  if (linted) host.progress({ stage: 'linted', report: linted.report })
  if (stopsApply(findings)) {
    host.notice('nothing was sent: syntax, schema and unique-target errors stop an apply.')
    for (const notice of linted?.notices ?? []) policy.onNotice?.(notice)
    const { changes } = part
    const report = stoppedReport(targets, { ...head, ...summary, findings, suppressed, ...(changes && { changes }) })
    return { report, verdict: 'fail', judgements }
  }
  const settings = settingsOf(request.settings ?? {}, config)
  const { imageBuilders } = await connect()
  await using journal = await request.journal.open(holdOptions(ports, host))
  const { earlier, path } = journal
  const scope = part.changes ? scopeOfPlan(part.changes) : scopeOfSpecs((fleet as Fleet).specs)
  const judged = earlier
    ? await judgeChanges(resumedChanges({ path, earlier }, scope, part.changes, judges))
    : part.changes
      ? await judgeChanges(part.changes)
      : await unlessAborted(host, () => readPlan(judges, imageBuilders, settings, ports, host, learn))
  if (!judged) return interrupted()
  if (!part.changes && !earlier) host.progress({ stage: 'planned', report: reportOf(judged.plan) })
  const isPlanOld = part.changes !== undefined
  return await send(
    { task: 'apply', ...judged, isPlanOld, scope, journal, imageBuilders, settings, failOn },
    ports,
    host,
  )
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** What a run is about before live state is read. */
interface Part {
  summary: Plan['summary']
  shard?: Shard
  targets: readonly { arn: string }[]
  /** Of a plan. */
  changes?: PlannedChange[]
}

function partOfSpecs({ files, specs }: Fleet, { base }: RunPolicy): Part {
  return { summary: { files: files.length, specs: specs.length }, targets: changedSpecs(specs, base) }
}

function partOf(plan: Plan, against: Fleet | undefined, { policy, select, shard }: ApplyRequest): Part {
  const counting = selected(against ? heldChanges(plan.changes, against, policy) : plan.changes, select)
  if (!shard) return { summary: plan.summary, targets: counting, changes: counting }
  const changes = takeShard(counting, plan.changes, shard)
  return { summary: { ...plan.summary, specs: changes.length }, shard, targets: changes, changes }
}

/** Planned by each job for itself the parts would not fit together. */
function noPlanToShard(): GuardError {
  return new GuardError('Usage', '--shard applies a part of a plan file, and no plan file is named first.', {
    hint: 'Write one with ibguard plan --out plan.json --shards N, then run ibguard apply plan.json --shard i/N; in the Action with mode plan and plan-file.',
  })
}
