import { readFile } from 'node:fs/promises'
import { GuardError } from '../model/errors.ts'
import { tool } from '../model/tool.ts'
import { appendTo } from './append-file.ts'
import { settledIn } from './finished-run.ts'
import { type HoldOptions, openHeldFile } from './held-file.ts'
import type { EarlierRun, Journal, JournalEvent, JournalLine, RunRecord } from './journal.ts'
import { asJournalError } from './journal-error.ts'
import { rollbackJournal } from './own-path.ts'
import { partitionsOf, requireSamePlace } from './place.ts'
import { type JournalContent, readJournal, tornNotice } from './read.ts'

export interface JournalOptions extends HoldOptions {
  /** Go on with the run that the file holds; with `unfinished` one that ended by itself is replaced by a new one. */
  resume: boolean | 'unfinished'
  /** The journal is that of a rollback of this run. */
  rollbackOf?: string
}

export interface JournalFile extends Journal, AsyncDisposable {
  /** As it was named. */
  readonly path: string
  /** The run that a new one replaces. */
  readonly replaced: EarlierRun | undefined
  close(): Promise<void>
}

/**
 * A journal in a file, JSON Lines, locked for this process. A new one appears on disk with the first record.
 * @throws {GuardError} `Journal` when the file exists and is not to be resumed, is of another place, damaged, unreadable,
 * held or tracked by git
 */
export async function openJournal(named: string, options: JournalOptions): Promise<JournalFile> {
  const held = await openHeldFile(named, options, true)
  const { path, hold, handle } = held
  try {
    if (handle && options.resume === false) throw existing(path)
    const { run, length } = await readExisting(path, held.text, options)
    const isReplaced = options.resume === 'unfinished' && run?.isFinished === true
    const isForeign = run !== undefined && run.rollbackOf !== options.rollbackOf
    if (isForeign && !isReplaced) throw foreignRun(path, run)
    const replaced = isReplaced && !isForeign ? run : undefined
    const file = appendTo(path, { ...(handle && { handle }), size: held.size, keep: isReplaced ? 0 : length })
    hold.watch(() => file.look())
    const line = (event: DistributiveOmit<JournalLine, 'at'>) =>
      `${JSON.stringify({ at: new Date(options.clock.now()).toISOString(), ...event })}\n`
    const append = (text: string) =>
      asJournalError(path, async () => {
        await hold.requireOwn()
        await file.append(text)
      })
    const close = async (): Promise<void> => {
      await file.close()
      await hold.release()
    }
    return {
      path: named,
      earlier: isReplaced ? undefined : run,
      replaced,
      lost: hold.lost,
      async begin(record) {
        // A piece at a time: all of it at once would take twice its size in memory.
        for (const chunk of recordLines(record, headOf(record, options, replaced), line)) await append(chunk().join(''))
      },
      record: (event: JournalEvent) => append(line(event)),
      requireOwn: () => hold.requireOwn(),
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await held.close()
    throw error
  }
}

type Line = (event: DistributiveOmit<JournalLine, 'at'>) => string
type DistributiveOmit<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never

function headOf(
  { scope, waves, maxFailures, changes }: RunRecord,
  { random, rollbackOf, endpoint }: JournalOptions,
  replaced: EarlierRun | undefined,
) {
  return {
    event: 'run',
    version: 1,
    tool,
    ...(endpoint !== undefined && { endpoint }),
    partition: partitionsOf(changes),
    id: random.uuid(),
    ...(rollbackOf !== undefined && { rollbackOf }),
    ...(replaced && { settledBefore: settledIn(replaced) }),
    waves,
    maxFailures,
    changes: changes.length,
    asked: scope.length,
  } as const
}

function recordLines({ scope, changes }: RunRecord, head: ReturnType<typeof headOf>, line: Line): (() => string[])[] {
  return [
    () => [line(head)],
    ...chunks(scope, ({ arn, content }) => line({ event: 'asked', arn, content })),
    ...chunks(changes, (change) => line({ event: 'planned', change })),
  ]
}

const linesAtOnce = 1_000

function chunks<T>(items: readonly T[], line: (item: T) => string): (() => string[])[] {
  const starts = Array.from({ length: Math.ceil(items.length / linesAtOnce) }, (_, index) => index * linesAtOnce)
  return starts.map((start) => () => items.slice(start, start + linesAtOnce).map(line))
}

async function readExisting(
  path: string,
  text: string,
  { resume, endpoint, onNotice }: JournalOptions,
): Promise<JournalContent> {
  const content = readJournal(text, path)
  const { run } = content
  if (content.isTorn) onNotice?.(tornNotice(path))
  if (resume === true && !run) onNotice?.(`The journal ${path} holds no run to resume; a new one begins.`)
  if (!run) return content
  requireSamePlace(run, endpoint, path)
  const rolledBack = resume === true ? await rollbackOf(path, run) : undefined
  return rolledBack ? { ...content, run: { ...run, rolledBack } } : content
}

/** The rollback of this very run, and not of an earlier one that stood here. */
async function rollbackOf(path: string, { id }: EarlierRun): Promise<EarlierRun['rolledBack']> {
  const beside = rollbackJournal(path)
  const text = await asJournalError(beside, () => readFile(beside, 'utf8').catch(missingAsEmpty))
  const { run } = readJournal(text, beside)
  return run?.rollbackOf === id ? { journal: beside, arns: settledIn(run) } : undefined
}

function existing(path: string): GuardError {
  return new GuardError('Journal', `The journal ${path} exists already.`, {
    hint: 'Continue its run with --resume, or name another file.',
  })
}

function foreignRun(path: string, { rollbackOf }: EarlierRun): GuardError {
  const what = rollbackOf === undefined ? 'is no rollback' : 'is the rollback of another run'
  return new GuardError('Journal', `What the journal ${path} holds ${what}.`, {
    hint: 'Move it away, or name the journal of the run that it belongs to.',
  })
}

function missingAsEmpty(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
  throw error
}
