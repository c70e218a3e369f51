/** What is live in accounts, whoever keeps it: judged, and mended. */
import { resolve } from 'node:path'
import type { ApplyProgress } from '../apply/progress.ts'
import { openJournal } from '../journal/journal-file.ts'
import { GuardError } from '../model/errors.ts'
import type { Report } from '../model/report.ts'
import { type AuditRequest, audit as runAudit } from '../run/audit.ts'
import { knownFleet } from '../run/known-fleet.ts'
import { openPolicy } from '../run/open-policy.ts'
import { remediate as runRemediate } from '../run/remediate.ts'
import type { RunResult } from '../run/result.ts'
import type { Workspace } from '../run/workspace.ts'
import type { Where } from '../sources/live/find-lanes.ts'
import { hostOf, portsOf, sendingTo } from './host.ts'
import { open, type TargetOptions } from './workspace.ts'

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
