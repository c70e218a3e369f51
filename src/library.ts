/** The stages as functions over plain data, with AWS, the system clock and the config found from the working directory. */
import { resolve } from 'node:path'
import type { ApplyProgress } from './apply/progress.ts'
import { createImageBuilders } from './aws/clients.ts'
import type { ImageBuilders } from './aws/image-builder.ts'
import type { Config } from './config/config.ts'
import type { ConfigFile } from './generated/config.ts'
import { finishedRun } from './journal/finished-run.ts'
import { openJournal } from './journal/journal-file.ts'
import { askedByPlan, requireSameAsked } from './journal/scope.ts'
import type { Fleet } from './lint/spec.ts'
import { GuardError } from './model/errors.ts'
import type { Json } from './model/json.ts'
import type { Plan } from './model/plan.ts'
import type { Report } from './model/report.ts'
import { systemClock, systemRandom } from './model/system.ts'
import { checkPlan, requireTargetsOnce } from './plan/check-plan.ts'
import type { PlanProgress } from './plan/read-targets.ts'
import { judgePlan } from './run/judge-plan.ts'
import { openPolicy } from './run/open-policy.ts'
import { lintSpecs, stopsApply } from './run/run-lint.ts'
import { applyPlan, planFleet, reportOf, stoppedRun } from './run/run-plan.ts'
import { openRollback, planRollbackOf } from './run/run-rollback.ts'
import { openFleet, openWorkspace, type Workspace } from './run/workspace.ts'
import type { RunPolicy } from './suppress/run-policy.ts'

export interface ConfigOptions {
  /** Absolute or relative to the process's. @default process.cwd() */
  cwd?: string
  /**
   * A config file, relative to `cwd`, or the config itself, as `defineConfig` returns it, in which paths are relative to
   * `cwd`. Default: looked for from `cwd` up to the repository's root.
   */
  config?: string | ConfigFile
}

export interface TargetOptions extends ConfigOptions {
  /** Clients by account and Region. Default: AWS, by the SDK's chain of credentials and the config's roles. */
  clients?: ImageBuilders
  signal?: AbortSignal
}

/**
 * Reads spec files: files, folders or globs; none means the config's `files`. What is wrong with them is in `findings`.
 * @throws {GuardError} `Config`, `NotFound` or `NoFiles`
 */
export async function loadSpecs(
  paths: string[],
  options: ConfigOptions & { signal?: AbortSignal } = {},
): Promise<Fleet> {
  const { signal } = options
  const fleet = await openFleet(paths, await open(options), signal ? { signal } : {})
  return { ...fleet, isWhole: paths.length === 0 }
}

/**
 * Judges the specs as written, by rules, suppressions and the baseline beside the config.
 * @throws {GuardError} `Config`, or `Internal` when a rule threw
 */
export async function lint(fleet: Fleet, options: ConfigOptions & { now?: Date } = {}): Promise<Report> {
  const workspace = await open(options)
  const { report, internal } = lintSpecs(fleet, workspace.config, options.now ?? new Date(), policyOf(workspace, fleet))
  if (internal) throw internal
  return report
}

/**
 * Reads live state and works out what would change. The plan is JSON-safe: what a plan file holds.
 * @throws {GuardError} `Config`, `Credentials`, or `Internal` when a rule threw
 */
export async function plan(
  fleet: Fleet,
  options: TargetOptions & { onProgress?: (progress: PlanProgress) => void } = {},
): Promise<Plan> {
  const workspace = await open(options)
  const { config } = workspace
  const { signal, onProgress } = options
  const progress = { ...(signal && { signal }), ...(onProgress && { onProgress }) }
  const { concurrency } = config.apply
  const policy = policyOf(workspace, fleet)
  return planFleet(fleet, config, portsOf(config, options), { concurrency, ...progress }, policy)
}

/**
 * Applies a plan exactly once, after judging it by today's policy. The journal records the run; with `resume` an
 * interrupted run of it is finished. A plan with an error of `syntax`, `schema` or `unique-target` ends as skipped. A
 * journal that fails in mid-run stops it, and is the report's `error`.
 * @throws {GuardError} `Plan` when it is none that `plan` returned, `Config`, `Credentials` or `Journal`, all before
 * anything is sent
 */
export async function apply(
  plan: Plan,
  options: TargetOptions & { journal: string; resume?: boolean; onProgress?: (progress: ApplyProgress) => void },
): Promise<Report> {
  const whole = checkPlan(plan as unknown as Json, invalidPlan)
  const { summary, findings, suppressed, changes: planned } = whole
  if (stopsApply(findings)) return stoppedRun(planned, { ...summary, findings, suppressed, changes: planned })
  requireTargetsOnce(whole, invalidPlan)
  const workspace = await open(options)
  const { cwd, config } = workspace
  const { signal, onProgress } = options
  const journal = await openJournal(resolve(cwd, options.journal), {
    clock: systemClock,
    resume: options.resume === true,
  })
  try {
    const { earlier } = journal
    const asked = askedByPlan(planned)
    if (earlier) requireSameAsked(earlier.asked, asked, options.journal)
    const changes = earlier?.changes ?? planned
    const now = new Date(systemClock.now())
    const judged = judgePlan({ summary, changes }, undefined, config, now, policyOf(workspace))
    if (earlier?.isFinished) {
      const finished = finishedRun(earlier)
      return reportOf({ ...judged, changes: finished.changes }, finished.outcomes)
    }
    return await applyPlan(
      judged,
      { ...portsOf(config, options), journal },
      {
        ...config.apply,
        ...(config.targets.allow && { allow: config.targets.allow }),
        asked,
        verify: true,
        ...(signal && { signal }),
        ...(onProgress && { onProgress }),
      },
    )
  } finally {
    await journal.close()
  }
}

/**
 * Puts back what the run of a journal changed, recorded in a journal of its own beside it; an unfinished rollback is
 * gone on with.
 * @throws {GuardError} `Config`, `Credentials` or `Journal`, all before anything is sent
 */
export async function rollback(
  journal: string,
  options: TargetOptions & { onProgress?: (progress: ApplyProgress) => void } = {},
): Promise<Report> {
  const { cwd, config } = await open(options)
  const { signal, onProgress } = options
  const { apply, targets } = config
  await using opened = await openRollback(resolve(cwd, journal), { clock: systemClock })
  const ports = portsOf(config, options)
  const { concurrency } = apply
  const { plan, asked } = await planRollbackOf(opened, opened.updates, config, ports, {
    concurrency,
    ...(signal && { signal }),
  })
  if (plan.changes.length === 0) return reportOf(plan)
  return await applyPlan(
    plan,
    { ...ports, journal: opened.journal },
    {
      ...apply,
      ...(targets.allow && { allow: targets.allow }),
      asked,
      maxFailures: '100%',
      verify: true,
      doneAs: 'rolled-back',
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    },
  )
}

function invalidPlan(why: string): GuardError {
  return new GuardError('Plan', `The plan cannot be used: ${why}.`, {
    hint: 'Give apply what plan returned, or what a file of ibguard plan --out holds.',
  })
}

function open({ cwd, config }: ConfigOptions): Promise<Workspace> {
  return openWorkspace(
    { ...(cwd !== undefined && { cwd }), ...(config !== undefined && { config }) },
    { cwd: process.cwd() },
  )
}

/** With the baseline that stands beside the config. */
function policyOf(workspace: Workspace, fleet?: Fleet): RunPolicy {
  return openPolicy([], {}, workspace, fleet?.isWhole === true)
}

function portsOf({ apply, targets }: Config, { clients }: TargetOptions) {
  const imageBuilders = clients ?? createImageBuilders({ concurrency: apply.concurrency, targets })
  return { imageBuilders, clock: systemClock, random: systemRandom }
}
