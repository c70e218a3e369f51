/** What apply and rollback do once there is a plan: ask, send, verify, report. */
import { applyChanges } from '../apply/apply-changes.ts'
import type { ApplyProgress } from '../apply/progress.ts'
import { withWaves } from '../apply/waves.ts'
import type { ImageBuilders } from '../aws/image-builder.ts'
import { finishedRun, isOver } from '../journal/finished-run.ts'
import type { Journal, ScopeEntry } from '../journal/journal.ts'
import { errorData } from '../model/errors.ts'
import type { Task } from '../model/outcome.ts'
import type { Report } from '../model/report.ts'
import { type Host, unlessAborted } from './host.ts'
import type { JudgedPlan } from './judge-plan.ts'
import type { Ports } from './ports.ts'
import { interruptedReport, reportOf } from './reports.ts'
import type { RunResult } from './result.ts'
import type { settingsOf } from './send-settings.ts'
import { type FailOn, verdictOf } from './verdict.ts'

/** The journal of a run, opened. */
export interface RunJournal extends Journal, AsyncDisposable {
  path: string
}

interface Sending extends JudgedPlan {
  task: Task
  scope: ScopeEntry[]
  journal: Omit<RunJournal, typeof Symbol.asyncDispose>
  imageBuilders: ImageBuilders
  settings: ReturnType<typeof settingsOf>
  failOn: FailOn
  /** The plan was made by an earlier process. */
  isPlanOld?: boolean
}

const doneAs = { apply: 'applied', rollback: 'rolled-back' } as const

/** Sends a plan, or finishes the run that the journal holds; of one that is over it reports alone. */
export async function send(sending: Sending, ports: Ports, host: Host): Promise<RunResult> {
  const { task, plan, judgements, journal, failOn } = sending
  const resultOf = (report: Report, more: Partial<RunResult> = {}): RunResult => ({
    report,
    verdict: verdictOf(report, { failOn }),
    judgements,
    plan,
    ...more,
  })
  const { earlier } = journal
  if (earlier && isOver(earlier)) {
    const { rolledBack } = earlier
    const what = rolledBack ? `was rolled back (${rolledBack.journal}): nothing is sent` : 'is finished'
    host.notice(`the run in ${journal.path} ${what}; this is its report.`)
    const { changes, outcomes, run } = finishedRun(earlier)
    return resultOf(reportOf({ ...plan, changes }, { outcomes: withWaves(outcomes, earlier), ...(run && { run }) }))
  }
  const planned = reportOf(plan)
  if (!sending.settings.checksCaller) {
    host.notice(
      'targets.checkCaller is false: STS was not asked whose credentials these are; each account is known by what Image Builder answered alone.',
    )
  }
  const isWanted = planned.summary.changes === 0 || (await unlessAborted(host, () => host.confirm(task, planned)))
  if (isWanted === undefined && !earlier) {
    return resultOf(interruptedReport(plan.changes, plan.summary), { isInterrupted: true })
  }
  if (isWanted === false) return resultOf(planned, { verdict: 'fail', isDeclined: true })
  return resultOf(await sendChanges(sending, ports, host))
}

/** Blocked and missing targets end as skipped. The report has an error when the journal could not be written to the end. */
async function sendChanges(sending: Sending, { clock, random }: Ports, host: Host): Promise<Report> {
  const { task, plan, scope, journal, imageBuilders, settings, isPlanOld = false } = sending
  const startedAt = clock.elapsed()
  let last: ApplyProgress | undefined
  let lost: unknown
  const { outcomes, run } = await applyChanges(
    plan.changes,
    { imageBuilders, clock, random, journal },
    {
      ...settings,
      scope,
      isPlanOld,
      doneAs: doneAs[task],
      signal: host.signal,
      onProgress(now) {
        last = now
        host.progress({ stage: 'sending', task, now })
      },
      onJournalFailure(error) {
        lost ??= error
      },
    },
  )
  if (last) host.progress({ stage: 'sent', task, now: last, outcomes, elapsedMs: clock.elapsed() - startedAt })
  return reportOf(plan, { outcomes, run, error: lost === undefined ? undefined : errorData(lost) })
}
