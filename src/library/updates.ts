/** What would change, changing it once, and putting it back. */
import { resolve } from 'node:path'
import type { ApplyProgress } from '../apply/progress.ts'
import { openJournal } from '../journal/journal-file.ts'
import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import type { Json } from '../model/json.ts'
import type { Plan } from '../model/plan.ts'
import type { Report } from '../model/report.ts'
import { checkPlan, requireTargetsOnce } from '../plan/check-plan.ts'
import type { PlanProgress } from '../plan/read-targets.ts'
import { apply as runApply } from '../run/apply.ts'
import { stopsApply } from '../run/lint.ts'
import type { RollbackOptions } from '../run/open-rollback.ts'
import { plan as runPlan } from '../run/plan.ts'
import { rollback as runRollback } from '../run/rollback.ts'
import { hostOf, portsOf, sendingTo } from './host.ts'
import { failOn, open, policyOf, type TargetOptions } from './workspace.ts'

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

function invalidPlan(why: string): GuardError {
  return new GuardError('Plan', `The plan cannot be used: ${why}.`, {
    hint: 'Give apply what plan returned, or what a file of ibguard plan --out holds.',
  })
}
