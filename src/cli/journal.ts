import { resolve } from 'node:path'
import { newJournalPath, unfinishedJournals } from '../journal/folder.ts'
import type { HoldOptions } from '../journal/held-file.ts'
import { type JournalFile, openJournal } from '../journal/journal-file.ts'
import { GuardError } from '../model/errors.ts'
import type { Io } from './io.ts'
import type { ApplyCommandOptions } from './options.ts'

type JournalOptions = Pick<ApplyCommandOptions, 'journal' | 'resume'>

/** @throws {GuardError} `Usage` when `--resume` does not say what */
export async function requireJournal(options: JournalOptions, cwd: string): Promise<void> {
  if (!options.resume || options.journal !== undefined) return
  const open = await unfinishedJournals(cwd)
  throw new GuardError('Usage', '--resume needs --journal FILE, the journal of the run to finish.', {
    hint: open.length > 0 ? `Unfinished: ${open.join(', ')}.` : 'There is no unfinished one in .ibguard/.',
  })
}

/** The journal of `--journal`, or a new one in `.ibguard/`, named on stderr. */
export async function openRunJournal(
  cwd: string,
  options: JournalOptions,
  hold: HoldOptions,
  io: Io,
): Promise<JournalFile> {
  const path =
    options.journal === undefined
      ? await newJournalPath(cwd, hold.clock.now(), hold.random.uuid())
      : resolve(cwd, options.journal)
  if (options.journal === undefined) io.stderr.write(`ibguard: journal ${path}\n`)
  return openJournal(path, { ...hold, resume: options.resume === true })
}
