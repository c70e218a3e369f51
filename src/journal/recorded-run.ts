import { existsSync } from 'node:fs'
import { GuardError } from '../model/errors.ts'
import { type HoldOptions, missingJournal, openHeldFile } from './held-file.ts'
import type { Hold } from './hold.ts'
import type { EarlierRun } from './journal.ts'
import { requireSamePlace } from './place.ts'
import { readJournal, tornNotice } from './read.ts'

export interface RecordedRun {
  run: EarlierRun
  hold: Hold
  close(): Promise<void>
}

/**
 * The run that a journal holds, to read alone; locked, so that nobody resumes it meanwhile.
 * @throws {GuardError} `Journal` when there is none, it is of another place, damaged, unreadable, held or tracked by git
 */
export async function openRecordedRun(named: string, options: HoldOptions): Promise<RecordedRun> {
  if (!existsSync(named)) throw missingJournal(named)
  const { path, hold, text, close } = await openHeldFile(named, options, false)
  try {
    const { run, isTorn } = readJournal(text, path)
    if (isTorn) options.onNotice?.(tornNotice(path))
    if (!run) {
      throw new GuardError('Journal', `The journal ${path} holds no run, so nothing of it was sent.`, {
        hint: 'Check that it is the journal that you mean; there is nothing to put back.',
      })
    }
    requireSamePlace(run, options.endpoint, path)
    hold.watch(async () => {})
    return { run, hold, close }
  } catch (error) {
    await close()
    throw error
  }
}
