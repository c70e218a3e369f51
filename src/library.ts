/** The verbs as functions over plain data, with AWS, the system clock and the config found from the working directory. */
import { resolve } from 'node:path'
import type { ApplyProgress } from './apply/progress.ts'
import type { AccountCalls } from './aws/account-calls.ts'
import { createAws } from './aws/clients.ts'
import { endpointName } from './aws/endpoints.ts'
import { type ImageBuilders, ServiceError } from './aws/image-builder.ts'
import { ownRegion } from './aws/own-region.ts'
import type { ConfigFile } from './generated/config.ts'
import { openJournal } from './journal/journal-file.ts'
import type { Fleet } from './lint/spec.ts'
import { GuardError, toGuardError } from './model/errors.ts'
import type { Json } from './model/json.ts'
import type { Plan } from './model/plan.ts'
import type { Report } from './model/report.ts'
import { systemClock, systemRandom } from './model/system.ts'
import { checkPlan, requireTargetsOnce } from './plan/check-plan.ts'
import type { PlanProgress } from './plan/read-targets.ts'
import { apply as runApply } from './run/apply.ts'
import { type AuditRequest, audit as runAudit } from './run/audit.ts'
import type { Host } from './run/host.ts'
import { knownFleet } from './run/known-fleet.ts'
import { lint as runLint, stopsApply } from './run/lint.ts'
import { openPolicy } from './run/open-policy.ts'
import type { RollbackOptions } from './run/open-rollback.ts'
import { plan as runPlan } from './run/plan.ts'
import type { Ports } from './run/ports.ts'
import { remediate as runRemediate } from './run/remediate.ts'
import type { RunResult } from './run/result.ts'
import { rollback as runRollback } from './run/rollback.ts'
import { openFleet, openWorkspace, type Workspace } from './run/workspace.ts'
import type { Where } from './sources/live/find-lanes.ts'
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
  const request = { fleet, policy: await policyOf(workspace, fleet), now: options.now ?? new Date(), failOn } as const
  const { report } = await runLint(request, workspace, () => {})
  if (report.error) throw toGuardError(report.error)
  return report
}

/**
 * Reads live state and works out what would change. The plan is JSON-safe: what a plan file holds.
 * @throws {GuardError} `Config`, `Credentials`, `Interrupted` when the signal came first, or `Internal` when a rule threw
 */
export async function plan(
  fleet: Fleet,
  options: TargetOptions & { onProgress?: (progress: PlanProgress) => void } = {},
): Promise<Plan> {
  const workspace = await open(options)
  const { onProgress, signal } = options
  const host = hostOf(options, {
    progress: (now) => void (now.stage === 'reading' && onProgress?.(now.now)),
  })
  const request = { fleet, policy: await policyOf(workspace, fleet), failOn } as const
  const made = await runPlan(request, workspace, portsOf(workspace, options), host)
  if (made.plan) return made.plan
  signal?.throwIfAborted()
  throw new GuardError('Interrupted', 'The plan was interrupted.')
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
  if (!stopsApply(whole.findings)) requireTargetsOnce(whole, invalidPlan)
  const workspace = await open(options)
  const path = resolve(workspace.cwd, options.journal)
  const resumes = options.resume === true
  const { report } = await runApply(
    {
      of: { plan: whole },
      policy: await policyOf(workspace),
      journal: {
        open: async (hold) => ({ ...(await openJournal(path, { ...hold, resume: resumes })), path: options.journal }),
        resumes,
      },
      failOn,
    },
    workspace,
    portsOf(workspace, options),
    hostOf(options, sendingTo(options.onProgress)),
  )
  return report
}

/**
 * Puts back what the run of a journal changed, recorded in a journal of its own beside it; an unfinished rollback is
 * resumed.
 * @throws {GuardError} `Config`, `Credentials` or `Journal`, all before anything is sent
 */
export async function rollback(
  journal: string,
  options: TargetOptions & RollbackOptions & { onProgress?: (progress: ApplyProgress) => void } = {},
): Promise<Report> {
  const workspace = await open(options)
  const { again = false, unfinished = false } = options
  const { report } = await runRollback(
    { journal: resolve(workspace.cwd, journal), policy: await policyOf(workspace), failOn, again, unfinished },
    workspace,
    portsOf(workspace, options),
    hostOf(options, sendingTo(options.onProgress)),
  )
  return report
}

export interface LiveOptions extends TargetOptions, Where {
  /** Only ARNs that match; `*` is any text. */
  target?: string
}

/**
 * Judges every configuration that is live in the accounts and Regions, whoever keeps it; sends nothing. What cannot be
 * listed or read is in the report's `audit.unreachable`.
 * @throws {GuardError} `Config`, `Credentials`, `Usage` when no Region is known, `Refused` when the organization may not
 * be listed, `Internal` when a rule threw
 */
export async function audit(options: LiveOptions = {}): Promise<Report> {
  const workspace = await open(options)
  const host = hostOf(options, { progress: () => {} })
  const request = await liveRequest(options, workspace)
  return reportOf(await runAudit(request, workspace, portsOf(workspace, options), host), options)
}

/**
 * Audits, changes just what the rules want, exactly once, and reports what is left. Without rules all errors that have a
 * fix are meant. The journal records the run; with `resume` an interrupted run of it is finished.
 * @throws {GuardError} as audit and apply do, `Usage` for a rule that is none or has no fix; all before anything is sent
 */
export async function remediate(
  options: LiveOptions & {
    journal: string
    resume?: boolean
    rules?: readonly string[]
    /** What another tool keeps, too. */
    includeManaged?: boolean
    onProgress?: (progress: ApplyProgress) => void
  },
): Promise<Report> {
  const workspace = await open(options)
  const { rules, includeManaged = false, resume = false } = options
  const path = resolve(workspace.cwd, options.journal)
  const result = await runRemediate(
    {
      ...(await liveRequest(options, workspace)),
      rules,
      includeManaged,
      journal: {
        open: async (hold) => ({ ...(await openJournal(path, { ...hold, resume })), path: options.journal }),
      },
    },
    workspace,
    portsOf(workspace, options),
    hostOf(options, sendingTo(options.onProgress)),
  )
  return reportOf(result, options)
}

/** What is reported of nothing looks as if all complied. */
function reportOf({ report, isInterrupted }: RunResult, { signal }: Pick<TargetOptions, 'signal'>): Report {
  if (!isInterrupted || report.outcomes.length > 0) return report
  signal?.throwIfAborted()
  throw new GuardError('Interrupted', 'The run was interrupted before anything was sent.')
}

async function liveRequest(options: LiveOptions, workspace: Workspace): Promise<AuditRequest> {
  const { accounts, skipAccounts, regions, target } = options
  const specs = await knownFleet(workspace, { stderr: { write: () => {} } })
  const policy = await openPolicy([], {}, workspace, { fleet: specs, isWhole: false })
  // What has no error complies.
  return { where: { accounts, skipAccounts, regions }, specs, policy, target, failOn: 'error' }
}

const noAccount: AccountCalls = { call: askedOfNobody, rest: askedOfNobody }

async function askedOfNobody(): Promise<never> {
  throw new ServiceError('refused', 'NoEndpoint', 'the clients that were given ask Image Builder alone')
}

/** A program reads the report; it needs no verdict. */
const failOn = 'never'

/** A silent host, which agrees to what the program asked for. */
function hostOf({ signal }: Pick<TargetOptions, 'signal'>, told: Pick<Host, 'progress'>): Host {
  return {
    signal: signal ?? new AbortController().signal,
    notice: () => {},
    confirm: async () => true,
    ...told,
  }
}

function sendingTo(onProgress: ((progress: ApplyProgress) => void) | undefined): Pick<Host, 'progress'> {
  return { progress: (now) => void (now.stage === 'sending' && onProgress?.(now.now)) }
}

function invalidPlan(why: string): GuardError {
  return new GuardError('Plan', `The plan cannot be used: ${why}.`, {
    hint: 'Give apply what plan returned, or what a file of ibguard plan --out holds.',
  })
}

function open({ cwd, config }: ConfigOptions): Promise<Workspace> {
  return openWorkspace({ cwd, config }, { cwd: process.cwd() })
}

/** With the baseline that stands beside the config. */
function policyOf(workspace: Workspace, fleet?: Fleet): Promise<RunPolicy> {
  return openPolicy([], {}, workspace, { fleet, isWhole: fleet?.isWhole === true })
}

function portsOf({ config: { apply, targets } }: Workspace, { clients }: TargetOptions): Ports {
  return {
    clock: systemClock,
    random: systemRandom,
    endpoint: clients ? undefined : endpointName({}),
    ownRegion: () => ownRegion({}),
    async connect() {
      const aws = createAws({ concurrency: apply.concurrency, targets })
      // The calls of who brings clients do not go past these.
      return clients ? { imageBuilders: clients, accounts: (lane) => clients(lane).account ?? noAccount } : aws
    },
  }
}
