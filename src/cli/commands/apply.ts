import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { askedByPlan, askedBySpecs } from '../../journal/scope.ts'
import { GuardError } from '../../model/errors.ts'
import type { Finding } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { systemClock } from '../../model/system.ts'
import { isPlanFile, readPlanFile } from '../../plan/plan-file.ts'
import { takeShard } from '../../plan/shards.ts'
import { lintLine } from '../../report/formats/progress-lines.ts'
import { heldChanges } from '../../run/held-changes.ts'
import { judgePlan } from '../../run/judge-plan.ts'
import { openPolicy } from '../../run/open-policy.ts'
import { resumedPlan } from '../../run/resumed-plan.ts'
import { lintSpecs, stopsApply } from '../../run/run-lint.ts'
import { interruptedRun, reportOf, stoppedRun } from '../../run/run-plan.ts'
import { changesFail, findingsFail } from '../../run/verdict.ts'
import { openFleet, openWorkspace, type Workspace } from '../../run/workspace.ts'
import { changedSpecs } from '../../suppress/changed-specs.ts'
import { cannot } from '../cannot.ts'
import { requireConsent } from '../consent.ts'
import { exit } from '../exit.ts'
import { uninterrupted, unlessInterrupted } from '../interrupted.ts'
import type { Io } from '../io.ts'
import { requireJournal } from '../journal.ts'
import type { ApplyCommandOptions } from '../options.ts'
import { outputOptions, writeReport } from '../output.ts'
import { sayMore } from '../say-more.ts'
import { type Begun, send } from '../send.ts'
import { createSession, type Session } from '../session.ts'
import { narrow, select } from '../targets.ts'
import { plan as planCommand, planExit, readPlan } from './plan.ts'

/** Lints, plans, asks, applies and verifies; with `--resume` finishes what a journal's run began. */
export async function apply(paths: string[], options: ApplyCommandOptions, io: Io): Promise<number> {
  const [path, ...later] = paths.map((path) => resolve(io.cwd, options.cwd ?? '.', path))
  const isPlan = path !== undefined && (await isPlanFile(path))
  for (const [index, path] of later.entries()) {
    if (await isPlanFile(path)) throw laterPlan(paths[index + 1] ?? path, isPlan)
  }
  if (options.shard && !isPlan) throw noPlanToShard()
  if (options.dryRun && !isPlan) return planCommand(paths, options, io)
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io)
  await requireJournal(options, workspace.cwd)
  await using session = createSession(workspace.cwd, workspace.config, options, io)
  const context = { workspace, options, output, io, session }
  const begun = isPlan ? await beginPlanFile(path, paths.slice(1), context) : await beginSpecs(paths, context)
  const report = 'plan' in begun ? await send('apply', begun, context) : begun
  if (!report) return exit.findings
  await writeReport(report, output, io)
  if (options.dryRun) return planExit(report, options)
  if (report.error) return cannot(report.error, io)
  const hasFailed = changesFail(report) || stopsApply(report.findings) || findingsFail(report, options.failOn)
  return hasFailed ? exit.findings : exit.clean
}

interface Context {
  workspace: Workspace
  options: ApplyCommandOptions
  io: Io
  session: Session
}

/** Loads, lints and plans specs; a report when it ends there. */
async function beginSpecs(paths: string[], { workspace, options, io, session }: Context): Promise<Begun | Report> {
  const all = await openFleet(paths, workspace, uninterrupted(io))
  requireConsent('apply', options, io)
  const fleet = narrow(all, options)
  const summary = { files: fleet.files.length, specs: fleet.specs.length }
  const policy = openPolicy(paths, options, workspace, fleet === all)
  sayMore(options, workspace, policy, fleet, io)
  await setImmediate()
  // What a run to resume has to report is in its journal.
  if (io.signal.aborted && !options.resume) return interruptedRun(fleet.specs, summary)
  const { report: offline, internal, notices } = lintSpecs(fleet, workspace.config, new Date(systemClock.now()), policy)
  if (internal) throw internal
  io.stderr.write(`${lintLine(offline)}\n`)
  const { findings, suppressed } = offline
  if (isStopped(findings, io)) {
    for (const notice of notices) workspace.notify(notice)
    return stoppedRun(changedSpecs(fleet.specs, policy.base), { ...summary, findings, suppressed })
  }
  const clients = await session.clients(fleet.specs)
  const journal = await session.journal()
  const asked = askedBySpecs(fleet.specs)
  const { earlier } = journal
  const plan = earlier
    ? resumedPlan({ path: journal.path, earlier }, { summary }, asked, {
        fleet,
        config: workspace.config,
        now: new Date(systemClock.now()),
        policy,
      })
    : await unlessInterrupted(io, () => readPlan(fleet, workspace, clients, policy, options, io))
  return plan ? { plan, asked, journal, clients } : interruptedRun(fleet.specs, summary)
}

/** With paths beside it, the plan is held against the specs there; a report when it ends there. */
async function beginPlanFile(
  path: string,
  paths: string[],
  { workspace, options, io, session }: Context,
): Promise<Begun | Report> {
  const written = await readPlanFile(path)
  if (!options.dryRun) requireConsent('apply', options, io)
  const fleet = paths.length > 0 ? await openFleet(paths, workspace, uninterrupted(io)) : undefined
  const policy = openPolicy(paths, options, workspace, false)
  sayMore(options, workspace, policy, fleet, io)
  const selected = select(fleet ? heldChanges(written.changes, fleet, policy) : written.changes, options)
  const { shard } = options
  const changes = shard ? takeShard(selected, written.changes, shard) : selected
  const { summary } = written
  const part = shard ? { shard, summary: { ...summary, specs: changes.length } } : { summary }
  const now = new Date(systemClock.now())
  if (options.dryRun) {
    // Without specs only the plan itself knows what is wrong with the fleet.
    if (!fleet && stopsApply(written.findings)) return reportOf({ ...written, ...part, changes })
    return reportOf(judgePlan({ ...part, changes }, fleet, workspace.config, now, policy))
  }
  const linted = fleet && lintSpecs(fleet, workspace.config, now, policy)
  if (linted?.internal) throw linted.internal
  const { findings, suppressed } = linted?.report ?? written
  if (isStopped(findings, io)) {
    for (const notice of linted?.notices ?? []) workspace.notify(notice)
    return stoppedRun(changes, { ...part.summary, ...(shard && { shard }), findings, suppressed, changes })
  }
  const clients = await session.clients(changes)
  const journal = await session.journal()
  const asked = askedByPlan(changes)
  const { earlier } = journal
  const { config } = workspace
  const plan = earlier
    ? resumedPlan({ path: journal.path, earlier }, part, asked, { fleet, config, now, policy })
    : judgePlan({ ...part, changes }, fleet, config, now, policy)
  return { plan, asked, journal, clients }
}

function isStopped(findings: readonly Finding[], io: Io): boolean {
  const stops = stopsApply(findings)
  if (stops) io.stderr.write('ibguard: nothing was sent: syntax, schema and unique-target errors stop an apply.\n')
  return stops
}

function laterPlan(path: string, isSecond: boolean): GuardError {
  return new GuardError('Usage', `${path} is a plan; ${isSecond ? 'apply takes one' : 'name it first'}.`, {
    hint: 'A plan comes first, then the specs that it is held against: ibguard apply plan.json infra.',
  })
}

/** Planned by each job for itself the parts would not fit together. */
function noPlanToShard(): GuardError {
  return new GuardError('Usage', '--shard applies a part of a plan file, and no plan file is named first.', {
    hint: 'Write one with ibguard plan --out plan.json --shards N, then run ibguard apply plan.json --shard i/N.',
  })
}
