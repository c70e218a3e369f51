import type { PlannedChange } from '../model/change.ts'
import type { Outcome } from '../model/outcome.ts'
import type { EarlierRun } from './journal.ts'

/** What a finished run had to report: its changes, and an outcome for each in plan order. */
export function finishedRun({ changes, outcomes }: EarlierRun): { changes: PlannedChange[]; outcomes: Outcome[] } {
  return { changes, outcomes: changes.map((change) => outcomes.get(change.arn) ?? untouched(change)) }
}

/** Targets that a rollback, or one before it, brought back or found so: done with, whoever changes them later. */
export function settledIn(rollback: EarlierRun): string[] {
  const settled = finishedRun(rollback).outcomes.filter(
    ({ status }) => status === 'rolled-back' || status === 'unchanged',
  )
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
