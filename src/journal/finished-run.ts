import type { PlannedChange } from '../model/change.ts'
import type { Outcome } from '../model/outcome.ts'
import type { RunTimes } from '../model/report.ts'
import type { EarlierRun } from './journal.ts'

/** Whether nothing more is to be done of a run: it ended by itself, or was taken back. */
export function isOver({ isFinished, rolledBack }: EarlierRun): boolean {
  return isFinished || rolledBack !== undefined
}

/** What a run that is over has to report: its changes, an outcome for each in plan order, and its time. */
export function finishedRun({ changes, outcomes, rolledBack, times }: EarlierRun): {
  changes: PlannedChange[]
  outcomes: Outcome[]
  run?: RunTimes
} {
  const takenBack = new Set(rolledBack?.arns)
  const outcomeOf = (change: PlannedChange): Outcome => {
    const own = takenBack.has(change.arn) ? undefined : outcomes.get(change.arn)
    if (own || !rolledBack || change.action !== 'update') return own ?? untouched(change)
    return skipped(change.arn, 'RolledBack', `the run was rolled back (${rolledBack.journal}) and is not resumed`)
  }
  return { changes, outcomes: changes.map(outcomeOf), ...(times && { run: times }) }
}

/** Targets that a rollback, or one before it, brought back. Found as they were says nothing: an update may have landed since. */
export function settledIn(rollback: EarlierRun): string[] {
  const settled = [...rollback.outcomes.values()].filter(({ status }) => status === 'rolled-back')
  return [...new Set([...rollback.settledBefore, ...settled.map(({ arn }) => arn)])]
}

/** The outcome of a change that is no update. */
export function untouched({ arn, action, before, code, reason }: PlannedChange): Outcome {
  if (action === 'no-op') return { arn, status: 'unchanged', attempts: 0, verified: before !== undefined }
  // The plan's reason names the error, which stands beside the message here.
  const message = code && reason?.startsWith(`${code}: `) ? reason.slice(code.length + 2) : reason
  return skipped(arn, code ?? action, message ?? `the change is ${action}`)
}

export function skipped(arn: string, code: string, message: string): Outcome {
  return { arn, status: 'skipped', attempts: 0, verified: false, error: { code, message } }
}
