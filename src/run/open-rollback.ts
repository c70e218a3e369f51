import { settledIn } from '../journal/finished-run.ts'
import type { HoldOptions } from '../journal/held-file.ts'
import type { EarlierRun } from '../journal/journal.ts'
import { type JournalFile, openJournal } from '../journal/journal-file.ts'
import { rollbackJournal } from '../journal/own-path.ts'
import { openRecordedRun } from '../journal/recorded-run.ts'
import { GuardError } from '../model/errors.ts'
import { openSends, type Sent, sentBy } from '../plan/plan-rollback.ts'

export interface RollbackOptions {
  /** Put back again what an earlier rollback did and somebody undid. */
  again?: boolean
  /** Of a run that was not finished too, although an update of it may still be under way. */
  unfinished?: boolean
}

/** A recorded run and the journal of its rollback, both held for this process. */
interface OpenedRollback extends AsyncDisposable {
  run: EarlierRun
  /** Updates of the run that may have changed something. */
  updates: Sent[]
  journal: JournalFile
  /** Whether an earlier rollback put a target back, and this one is not to do it again. */
  isSettled: (arn: string) => boolean
}

/**
 * @throws {GuardError} `Journal` when there is no such run, it was not finished, or a journal is of another place, damaged,
 * unreadable or held
 */
export async function openRollback(
  path: string,
  { again, unfinished, ...options }: RollbackOptions & HoldOptions,
): Promise<OpenedRollback> {
  const recorded = await openRecordedRun(path, options)
  try {
    const { run, hold } = recorded
    if (!unfinished) requireFinished(run, path)
    const own = rollbackJournal(path)
    const journal = await openJournal(own, { ...options, resume: 'unfinished', rollbackOf: run.id })
    const settled = new Set(again || !journal.replaced ? [] : settledIn(journal.replaced))
    return {
      run,
      updates: sentBy(run),
      journal: {
        ...journal,
        lost: AbortSignal.any([journal.lost, hold.lost]),
        async requireOwn() {
          await hold.requireOwn()
          await journal.requireOwn()
        },
      },
      isSettled: (arn) => settled.has(arn),
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

/** An update that is under way can land after its rollback has looked. */
function requireFinished(run: EarlierRun, path: string): void {
  const [first, ...rest] = openSends(run)
  if (run.isFinished || first === undefined) return
  const more = rest.length > 0 ? ` and ${rest.length} more` : ''
  throw new GuardError(
    'Journal',
    `The run in ${path} was not finished: what became of the update of ${first}${more} is unknown, and it may still land.`,
    { hint: 'Finish the run with ibguard apply --resume first, or put back what is live now with --unfinished.' },
  )
}
