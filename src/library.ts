/** The stages as functions over plain data, with AWS, the system clock and the config found from the working directory. */
import { resolve } from 'node:path'
import { builtinRules } from '../rules/index.ts'
import { createImageBuilders } from './adapters/aws.ts'
import { systemClock, systemRandom } from './adapters/system.ts'
import { finishedRun } from './apply/apply-changes.ts'
import { askedByPlan, requireSameAsked } from './apply/asked.ts'
import { openJournal } from './apply/journal.ts'
import type { ApplyProgress } from './apply/progress.ts'
import type { Config } from './config/config.ts'
import { loadConfig } from './config/load-config.ts'
import { withOverrides } from './config/overrides.ts'
import { repositoryRoot } from './git/repository-root.ts'
import { loadSpecs as load } from './load/load-specs.ts'
import type { Fleet, Plan, Report } from './model.ts'
import type { PlanProgress } from './plan/read-targets.ts'
import type { ImageBuilders } from './ports/image-builder.ts'
import { lintSpecs } from './run/run-lint.ts'
import { applyPlan, judgePlan, planFleet, reportOf } from './run/run-plan.ts'
import { openRollback, planRollbackOf } from './run/run-rollback.ts'

export interface ConfigOptions {
  /** Absolute or relative to the process's. @default process.cwd() */
  cwd?: string
  /** A config file, relative to `cwd`. Default: looked for from `cwd` up to the repository's root. */
  config?: string
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
  const { cwd, root, config } = await open(options)
  const { signal } = options
  return withOverrides(await load(paths, { cwd, root, selections: [config], ...(signal && { signal }) }), config)
}

/**
 * Judges the specs as written.
 * @throws {GuardError} `Config`, or `Internal` when a rule threw
 */
export async function lint(fleet: Fleet, options: ConfigOptions & { now?: Date } = {}): Promise<Report> {
  const { config } = await open(options)
  const { report, internal } = lintSpecs(fleet, config, options.now ?? new Date())
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
  const { config } = await open(options)
  const { signal, onProgress } = options
  return planFleet(fleet, config, portsOf(config, options), {
    concurrency: config.apply.concurrency,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  })
}

/**
 * Applies a plan exactly once, after judging it by today's policy. The journal records the run; with `resume` an
 * interrupted run of it is finished.
 * @throws {GuardError} `Config`, `Credentials` or `Journal`, all before anything is sent
 */
export async function apply(
  plan: Plan,
  options: TargetOptions & { journal: string; resume?: boolean; onProgress?: (progress: ApplyProgress) => void },
): Promise<Report> {
  const { cwd, config } = await open(options)
  const { signal, onProgress } = options
  const journal = await openJournal(resolve(cwd, options.journal), {
    clock: systemClock,
    resume: options.resume === true,
  })
  try {
    const { earlier } = journal
    const asked = askedByPlan(plan.changes)
    if (earlier) requireSameAsked(earlier.asked, asked, options.journal)
    const { summary } = plan
    const { changes } = earlier ?? plan
    const judged = judgePlan({ summary, changes }, undefined, config, new Date(systemClock.now()))
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

async function open(options: ConfigOptions): Promise<{ cwd: string; root: string; config: Config }> {
  const cwd = resolve(options.cwd ?? '.')
  const root = await repositoryRoot(cwd)
  const { config: file } = options
  const config = await loadConfig({ cwd, root, builtin: builtinRules, ...(file !== undefined && { file }) })
  return { cwd, root, config }
}

function portsOf({ apply, targets }: Config, { clients }: TargetOptions) {
  const imageBuilders = clients ?? createImageBuilders({ concurrency: apply.concurrency, targets })
  return { imageBuilders, clock: systemClock, random: systemRandom }
}
