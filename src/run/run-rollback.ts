/** Composes a rollback: the journal of a run → plan → apply → report. */

import type { Config } from '../config/config.ts'
import { settledIn } from '../journal/finished-run.ts'
import type { Asked, EarlierRun } from '../journal/journal.ts'
import { type JournalFile, openJournal, openRecordedRun, rollbackJournal } from '../journal/journal-file.ts'
import { requireSameAsked } from '../journal/scope.ts'
import type { Clock } from '../model/clock.ts'
import type { Plan } from '../model/plan.ts'
import { askedByRollback, planRollback, type Sent, sentBy } from '../plan/plan-rollback.ts'
import type { PlanOptions } from '../plan/read-targets.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { judgeRollback } from './judge-plan.ts'
import type { Ports } from './run-plan.ts'

/** A recorded run and the journal of its rollback, both held for this process. */
export interface Rollback extends AsyncDisposable {
  run: EarlierRun
  /** Updates of the run that may have changed something. */
  updates: Sent[]
  journal: JournalFile & { path: string }
}

/** @throws {GuardError} `Journal` when there is no such run, or a journal is damaged, unreadable or held */
export async function openRollback(
  path: string,
  options: { clock: Clock; onNotice?: (message: string) => void },
): Promise<Rollback> {
  const recorded = await openRecordedRun(path, options.onNotice)
  try {
    const { run } = recorded
    const own = rollbackJournal(path)
    const journal = { ...(await openJournal(own, { ...options, resume: 'unfinished', rollbackOf: run.id })), path: own }
    return {
      run,
      updates: sentBy(run),
      journal,
      async [Symbol.asyncDispose]() {
        await journal.close()
        await recorded.close()
      },
    }
  } catch (error) {
    await recorded.close()
    throw error
  }
}

/**
 * What is to be put back, and what the restored state violates. An unfinished rollback is gone on with.
 * @throws {GuardError} `Journal` when that one was asked for something else, `Credentials`, `Internal`
 */
export async function planRollbackOf(
  { run, journal }: Rollback,
  updates: readonly Sent[],
  config: Config,
  ports: Ports,
  options: Omit<PlanOptions, 'allow'>,
  policy?: RunPolicy,
): Promise<{ plan: Plan; asked: Asked[] }> {
  const asked = askedByRollback(updates)
  if (journal.earlier) requireSameAsked(journal.earlier.asked, asked, journal.path)
  const { allow } = config.targets
  const changes =
    journal.earlier?.changes ??
    (await planRollback(updates, run, isSettledIn(journal.replaced), ports, { ...options, ...(allow && { allow }) }))
  return { plan: judgeRollback(changes, config, new Date(ports.clock.now()), policy), asked }
}

function isSettledIn(rollback: EarlierRun | undefined): (arn: string) => boolean {
  const settled = new Set(rollback && settledIn(rollback))
  return (arn) => settled.has(arn)
}
