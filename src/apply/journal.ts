import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { GuardError } from '../errors.ts'
import { ioProblem } from '../files/io-problem.ts'
import { makeFolder } from '../files/make-folder.ts'
import type { Clock } from '../ports/clock.ts'
import type { Journal, JournalEvent, JournalLine } from '../ports/journal.ts'
import { appendTo } from './append-file.ts'
import { lockFile } from './journal-lock.ts'
import { readJournal } from './journal-read.ts'

export interface JournalOptions {
  clock: Clock
  /** Go on with the run that the file holds. */
  resume: boolean
  onNotice?: (message: string) => void
}

export interface JournalFile extends Journal {
  close(): Promise<void>
}

/**
 * A journal in a file, JSON Lines, locked for this process. A new one appears on disk with the first record.
 * @throws {GuardError} `Journal` when the file exists and is not to be resumed, is damaged, unreadable or held
 */
export async function openJournal(path: string, options: JournalOptions): Promise<JournalFile> {
  const lock = await asJournalError(path, async () => {
    makeFolder(dirname(path))
    return lockFile(`${path}.lock`)
  })
  try {
    const { run, length } = await readExisting(path, options)
    const file = appendTo(path, length)
    const line = (event: DistributiveOmit<JournalLine, 'at'>) =>
      `${JSON.stringify({ at: new Date(options.clock.now()).toISOString(), ...event })}\n`
    return {
      earlier: run,
      begin({ asked, waves, maxFailures, changes }) {
        const head = line({
          event: 'run',
          version: 1,
          waves,
          maxFailures,
          changes: changes.length,
          asked: asked.length,
        })
        const body = [
          ...asked.map(({ arn, content }) => line({ event: 'asked', arn, content })),
          ...changes.map((change) => line({ event: 'planned', change })),
        ]
        return asJournalError(path, () => file.append(head + body.join('')))
      },
      record: (event: JournalEvent) => asJournalError(path, () => file.append(line(event))),
      async close() {
        await file.close()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never

async function readExisting(
  path: string,
  { resume, onNotice }: JournalOptions,
): Promise<ReturnType<typeof readJournal>> {
  const text = await asJournalError(path, () => readText(path).catch(missingAsUndefined))
  if (text !== undefined && !resume) {
    throw new GuardError('Journal', `The journal ${path} exists already.`, {
      hint: 'Go on with its run with --resume, or name another file.',
    })
  }
  const content = readJournal(text ?? '', path)
  if (content.isTorn) onNotice?.(`The last line of the journal ${path} is torn, as a crash leaves it; it is dropped.`)
  if (resume && !content.run) onNotice?.(`The journal ${path} holds no run to resume; a new one begins.`)
  return content
}

async function readText(path: string): Promise<string> {
  if (!(await stat(path)).isFile()) throw new Error('it is no regular file')
  return readFile(path, 'utf8')
}

function missingAsUndefined(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

async function asJournalError<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof GuardError) throw error
    throw new GuardError('Journal', `The journal ${path} cannot be used: ${ioProblem(error)}.`, {
      hint: 'Without a journal nothing is sent. Free space or name a writable file with --journal.',
      cause: error,
    })
  }
}
