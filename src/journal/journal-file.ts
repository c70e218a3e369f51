import { randomUUID } from 'node:crypto'
import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ioProblem } from '../files/io-problem.ts'
import { makeFolder } from '../files/make-folder.ts'
import type { Clock } from '../model/clock.ts'
import { GuardError } from '../model/errors.ts'
import { appendTo } from './append-file.ts'
import { settledIn } from './finished-run.ts'
import type { EarlierRun, Journal, JournalEvent, JournalLine } from './journal.ts'
import { lockFile } from './lock.ts'
import { type JournalContent, readJournal } from './read.ts'

export interface JournalOptions {
  clock: Clock
  /** Go on with the run that the file holds; with `unfinished` one that ended by itself is replaced by a new one. */
  resume: boolean | 'unfinished'
  /** The journal is that of a rollback of this run. */
  rollbackOf?: string
  onNotice?: (message: string) => void
}

export interface JournalFile extends Journal {
  /** The run that a new one replaces. */
  readonly replaced: EarlierRun | undefined
  close(): Promise<void>
}

/**
 * A journal in a file, JSON Lines, locked for this process. A new one appears on disk with the first record.
 * @throws {GuardError} `Journal` when the file exists and is not to be resumed, is damaged, unreadable or held
 */
export async function openJournal(named: string, options: JournalOptions): Promise<JournalFile> {
  const path = ownPath(named)
  const lock = await asJournalError(path, async () => {
    makeFolder(dirname(path))
    return lockFile(`${path}.lock`)
  })
  try {
    const { run, length } = await readExisting(path, options)
    const isReplaced = options.resume === 'unfinished' && run?.isFinished === true
    const isForeign = run !== undefined && run.rollbackOf !== options.rollbackOf
    if (isForeign && !isReplaced) throw foreignRun(path, run)
    const replaced = isReplaced && !isForeign ? run : undefined
    const file = appendTo(path, isReplaced ? 0 : length)
    const line = (event: DistributiveOmit<JournalLine, 'at'>) =>
      `${JSON.stringify({ at: new Date(options.clock.now()).toISOString(), ...event })}\n`
    return {
      earlier: isReplaced ? undefined : run,
      replaced,
      begin({ asked, waves, maxFailures, changes }) {
        const head = line({
          event: 'run',
          version: 1,
          id: randomUUID(),
          ...(options.rollbackOf !== undefined && { rollbackOf: options.rollbackOf }),
          ...(replaced && { settledBefore: settledIn(replaced) }),
          waves,
          maxFailures,
          changes: changes.length,
          asked: asked.length,
        })
        // A piece at a time: all of it at once would take twice its size in memory.
        const lines = [
          () => [head],
          ...chunks(asked, ({ arn, content }) => line({ event: 'asked', arn, content })),
          ...chunks(changes, (change) => line({ event: 'planned', change })),
        ]
        return asJournalError(path, async () => {
          for (const chunk of lines) await file.append(chunk().join(''))
        })
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

export interface RecordedRun {
  run: EarlierRun
  close(): Promise<void>
}

/**
 * The run that a journal holds, to read alone; locked, so that nobody goes on with it meanwhile.
 * @throws {GuardError} `Journal` when there is none, or it is damaged, unreadable or held
 */
export async function openRecordedRun(named: string, onNotice?: JournalOptions['onNotice']): Promise<RecordedRun> {
  const path = ownPath(named)
  if (!existsSync(path)) {
    throw new GuardError('Journal', `The journal ${path} does not exist.`, {
      hint: 'Name the journal of the run; without --journal, apply writes one to .ibguard/ and names it on stderr.',
    })
  }
  const lock = await asJournalError(path, () => lockFile(`${path}.lock`))
  try {
    const { run, isTorn } = await readFrom(path)
    if (isTorn) onNotice?.(tornNotice(path))
    if (run) return { run, close: () => lock.release() }
    throw new GuardError('Journal', `The journal ${path} holds no run, so nothing of it was sent.`, {
      hint: 'Check that it is the journal that you mean; there is nothing to put back.',
    })
  } catch (error) {
    await lock.release()
    throw error
  }
}

const linesAtOnce = 1_000

function chunks<T>(items: readonly T[], line: (item: T) => string): (() => string[])[] {
  const starts = Array.from({ length: Math.ceil(items.length / linesAtOnce) }, (_, index) => index * linesAtOnce)
  return starts.map((start) => () => items.slice(start, start + linesAtOnce).map(line))
}

type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never

async function readExisting(path: string, { resume, onNotice }: JournalOptions): Promise<JournalContent> {
  const content = await readFrom(path, resume !== false)
  if (content.isTorn) onNotice?.(tornNotice(path))
  if (resume === true && !content.run) {
    onNotice?.(`The journal ${path} holds no run to resume; a new one begins.`)
  }
  if (resume === true && content.run?.isFinished === false && (await isRolledBack(path, content.run))) {
    throw new GuardError('Journal', `The run in ${path} was rolled back (${rollbackJournal(path)}).`, {
      hint: 'Begin a new run with a journal of its own.',
    })
  }
  return content
}

/** Whether the journal beside is that of a rollback of this very run, and not of an earlier one that stood here. */
async function isRolledBack(path: string, { id }: EarlierRun): Promise<boolean> {
  const { run } = await readFrom(rollbackJournal(path))
  return run?.rollbackOf === id
}

function foreignRun(path: string, { rollbackOf }: EarlierRun): GuardError {
  const what = rollbackOf === undefined ? 'is no rollback' : 'is the rollback of another run'
  return new GuardError('Journal', `What the journal ${path} holds ${what}.`, {
    hint: 'Move it away, or name the journal of the run that it belongs to.',
  })
}

/** Where the rollback of a run is recorded. */
export function rollbackJournal(path: string): string {
  return `${ownPath(path)}.rollback`
}

/** Where the file itself stands: by whatever link it is named, it has one lock and one rollback. */
function ownPath(path: string): string {
  try {
    return lstatSync(path).isSymbolicLink() ? realpathSync(path) : path
  } catch {
    return path
  }
}

async function readFrom(path: string, mayExist = true): Promise<JournalContent> {
  const text = await asJournalError(path, () => readText(path).catch(missingAsUndefined))
  if (text !== undefined && !mayExist) {
    throw new GuardError('Journal', `The journal ${path} exists already.`, {
      hint: 'Go on with its run with --resume, or name another file.',
    })
  }
  return readJournal(text ?? '', path)
}

function tornNotice(path: string): string {
  return `The last line of the journal ${path} is torn, as a crash leaves it; it is dropped.`
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
      hint: 'Without a journal nothing more is sent. Free space or name a writable file with --journal; a run that had begun goes on with --resume.',
      cause: error,
    })
  }
}
