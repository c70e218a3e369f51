/** The verb rollback: put back what the run of a journal changed, through the engine that applied it. */
import { requireSameScope } from '../journal/scope.ts'
import type { TargetSelection } from '../pacing/target.ts'
import { holdAgainstPlan } from '../plan/hold-against.ts'
import { planRollback, putBackAll, scopeOfRollback } from '../plan/plan-rollback.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { type Host, unlessAborted } from './host.ts'
import { judgeRollback } from './judge-plan.ts'
import { openRollback, type RollbackOptions } from './open-rollback.ts'
import { holdOptions, type Ports } from './ports.ts'
import { interruptedReport, reportOf } from './reports.ts'
import type { RunResult } from './result.ts'
import { selected } from './select.ts'
import { send } from './send.ts'
import { type SendSettings, settingsOf } from './send-settings.ts'
import { type FailOn, verdictOf } from './verdict.ts'
import type { Workspace } from './workspace.ts'

export interface RollbackRequest extends RollbackOptions {
  /** Of the run, absolute. */
  journal: string
  policy: RunPolicy
  select?: TargetSelection
  settings?: SendSettings
  failOn: FailOn
  /** Says what would be put back. */
  dryRun?: boolean
  detailed?: boolean
}

/**
 * Puts back what a run changed, recorded in a journal of its own beside that of the run; an unfinished rollback is
 * resumed. Rules do not block it; what the restored state violates is listed.
 * @throws {GuardError} `Journal`, `Usage`, `Credentials` or `Internal`, all before anything is sent
 */
export async function rollback(
  request: RollbackRequest,
  { config }: Pick<Workspace, 'config'>,
  ports: Ports,
  host: Host,
): Promise<RunResult> {
  const { policy, failOn } = request
  const onNotice = (message: string): void => host.notice(message)
  const { again = false, unfinished = false } = request
  await using opened = await openRollback(request.journal, { ...holdOptions(ports, host), again, unfinished })
  const { run, journal, isSettled } = opened
  const updates = selected(opened.updates, request.select)
  const { imageBuilders } = await ports.connect(updates)
  const scope = scopeOfRollback(updates)
  if (journal.earlier) requireSameScope(journal.earlier.scope, scope, journal.path)
  // A rollback that fails here and there is worth more than half a one.
  const settings = settingsOf(request.settings ?? {}, config, { maxFailures: '100%' })
  const { concurrency, allow } = settings
  const judged = await unlessAborted(host, async () => {
    const changes = journal.earlier
      ? holdAgainstPlan(journal.earlier.changes, putBackAll(updates))
      : await planRollback(
          updates,
          run,
          isSettled,
          { ...ports, imageBuilders },
          {
            concurrency,
            signal: host.signal,
            onProgress: (now) => host.progress({ stage: 'reading', now }),
            onNotice,
            allow,
          },
        )
    return judgeRollback(changes, { config, now: new Date(ports.clock.now()), policy })
  })
  if (!judged) {
    const report = interruptedReport(updates, { files: 0, specs: updates.length })
    return { report, verdict: 'fail', judgements: [], isInterrupted: true }
  }
  const report = reportOf(judged.plan)
  host.progress({ stage: 'planned', report })
  if (request.dryRun || judged.plan.changes.length === 0) {
    return { report, verdict: verdictOf(report, request), ...judged }
  }
  return await send({ task: 'rollback', ...judged, scope, journal, imageBuilders, settings, failOn }, ports, host)
}
