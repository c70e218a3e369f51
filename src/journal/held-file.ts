import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder } from '../files/make-folder.ts'
import type { Clock } from '../model/clock.ts'
import { GuardError } from '../model/errors.ts'
import type { Random } from '../model/random.ts'
import { type Hold, holdAll } from './hold.ts'
import { asJournalError, journalError } from './journal-error.ts'
import { namesOf, ownPath } from './own-path.ts'
import { type Processes, systemProcesses } from './processes.ts'
import { refuseTracked } from './tracked.ts'

export interface HoldOptions {
  clock: Clock
  random: Random
  /** @default those of the system */
  processes?: Processes
  /** Where the run takes place: `aws`, `local` or a URL; undefined when nobody knows. */
  endpoint?: string | undefined
  /** Ends the wait for a lock whose holder cannot be seen. */
  signal?: AbortSignal | undefined
  onNotice?: (message: string) => void
}

/** The file of a journal, held for this process. */
export interface HeldFile {
  path: string
  hold: Hold
  /** Without one there is no file yet. */
  handle?: FileHandle
  /** What the file holds, and its bytes: of a character that a crash cut in two the text cannot tell. */
  text: string
  size: number
  close(): Promise<void>
}

/**
 * Opens the file of a journal, by whatever name, for this process alone.
 * @throws {GuardError} `Journal` when it is held, unreadable or tracked by git
 */
export async function openHeldFile(named: string, options: HoldOptions, mayWrite: boolean): Promise<HeldFile> {
  const path = await asJournalError(named, () => ownPath(named))
  return asJournalError(path, async () => {
    makeFolder(dirname(path))
    const names = namesOf(path)
    const ports = { ...options, processes: options.processes ?? systemProcesses() }
    const locks = names.map((name) => `${name}.lock`)
    const hold = await holdAll(locks, ports, (error) => journalError(path, error))
    try {
      if (ownPath(named) !== path || namesOf(path).join() !== names.join()) throw new Error('it was renamed meanwhile')
      const handle = await openExisting(path, mayWrite)
      if (!handle) return { path, hold, text: '', size: 0, close: () => hold.release() }
      const bytes = await handle.readFile()
      return {
        path,
        hold,
        handle,
        text: bytes.toString('utf8'),
        size: bytes.length,
        async close() {
          await handle.close()
          await hold.release()
        },
      }
    } catch (error) {
      await hold.release()
      throw error
    }
  })
}

async function openExisting(path: string, mayWrite: boolean): Promise<FileHandle | undefined> {
  const found = await stat(path).catch(missingAsUndefined)
  if (!found) return undefined
  if (!found.isFile()) throw new Error('it is no regular file')
  refuseTracked(path)
  const { O_RDWR, O_APPEND, O_RDONLY, O_NOFOLLOW = 0 } = constants
  const handle = await open(path, O_NOFOLLOW | (mayWrite ? O_RDWR | O_APPEND : O_RDONLY))
  // It holds whole configurations. A file system without modes, or another owner's file, cannot be helped.
  if ((found.mode & 0o077) !== 0) await handle.chmod(0o600).catch(() => {})
  return handle
}

export function missingJournal(path: string): GuardError {
  return new GuardError('Journal', `The journal ${path} does not exist.`, {
    hint: 'Name the journal of the run; without --journal, apply writes one to .ibguard/ and names it on stderr.',
  })
}

function missingAsUndefined(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
  throw error
}
