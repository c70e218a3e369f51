import { createHash } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { Clock } from '../model/clock.ts'
import { GuardError } from '../model/errors.ts'
import type { Random } from '../model/random.ts'
import type { Processes, ProcessName } from './processes.ts'

/** How often a lock of a process that cannot be seen is looked at, and after how many looks without a beat it is dead. */
const lookMs = 1_000
const deadAfterLooks = 60

/** Who holds a journal. What it says of the time is for people: clocks of two hosts need not agree. */
interface Holder extends ProcessName {
  id: string
  since: string
  refreshedAt: string
  beat: number
}

export interface LockPorts {
  clock: Clock
  random: Random
  processes: Processes
  /** Ends the wait for a lock of a process that cannot be seen. */
  signal?: AbortSignal | undefined
  onNotice?: (message: string) => void
}

export interface Lock {
  /** @throws {GuardError} `Journal` when it is no longer this process's */
  look(): Promise<void>
  /** Shows that this process lives. @throws {GuardError} `Journal` when the lock is no longer this process's */
  beat(): Promise<void>
  release(): Promise<void>
}

/**
 * Holds `path` for this process: two runs on one journal would each believe to be the only one.
 * @throws {GuardError} `Journal` when a live process holds it
 */
export async function lockFile(path: string, ports: LockPorts): Promise<Lock> {
  const now = () => new Date(ports.clock.now()).toISOString()
  const holder = { ...ports.processes.self, id: ports.random.uuid(), since: now() }
  let beat = 0
  const next = () => JSON.stringify({ ...holder, refreshedAt: now(), beat: beat++ } satisfies Holder)
  let own = next()
  await take(path, own, ports)
  const isOwn = async () => (await readText(path)) === own
  return {
    async look() {
      if (!(await isOwn())) throw await lost(path)
    },
    async beat() {
      const text = next()
      if (!(await swap(path, own, text, ports))) throw await lost(path)
      own = text
    },
    async release() {
      if (await isOwn()) await rm(path, { force: true })
    },
  }
}

async function take(path: string, own: string, ports: LockPorts): Promise<void> {
  for (;;) {
    if (await create(path, own, ports.random)) return
    const text = await readText(path)
    if (text === undefined) continue
    const holder = parse(text)
    const state = holder ? ports.processes.stateOf(holder) : 'dead'
    if (holder && state === 'alive') throw heldBy(path, holder)
    // Without links a lock is empty for a moment, before its holder is written into it.
    const isUnseen = state === 'unknown' || text === ''
    if (isUnseen && !(await isSilent(path, text, holder, ports))) continue
    if (await swap(path, text, own, ports)) return
  }
}

/** Whether a lock stays as it is for a minute of this process's own time; false when another stands there, or none. */
async function isSilent(
  path: string,
  text: string,
  holder: Holder | undefined,
  { clock, signal, onNotice }: LockPorts,
): Promise<boolean> {
  if (holder) {
    onNotice?.(
      `${nameOf(holder)} holds ${path}, and cannot be seen from here: if it gives no sign of life for a minute, its run is taken over.`,
    )
  }
  for (let looks = 0; looks < deadAfterLooks; looks++) {
    await clock.sleep(lookMs, signal)
    const now = await readText(path)
    if (now === text) continue
    const other = now === undefined ? undefined : parse(now)
    if (holder && other?.id === holder.id) throw heldBy(path, other)
    return false
  }
  return true
}

/** Puts `to` in the place of `from`; false when something else stands there. Of several that try one has the claim, itself a lock. */
async function swap(path: string, from: string, to: string, ports: LockPorts): Promise<boolean> {
  const claim = `${path}.${createHash('sha256').update(from).digest('hex').slice(0, 16)}`
  await take(claim, to, ports)
  try {
    if ((await readText(path)) !== from) return false
    const next = `${path}.${ports.random.uuid()}`
    try {
      await writeFile(next, to, { mode: 0o600, flag: 'wx' })
      await rename(next, path)
    } finally {
      await rm(next, { force: true })
    }
    return true
  } finally {
    // What stays behind claims a lock that is no more.
    await rm(claim, { force: true }).catch(() => {})
  }
}

/** Makes a lock; false when there is one. A link, unlike a write, never shows a half-written file. */
async function create(path: string, text: string, random: Random): Promise<boolean> {
  const own = `${path}.${random.uuid()}`
  try {
    await writeFile(own, text, { mode: 0o600, flag: 'wx' })
    await link(own, path)
    return true
  } catch (error) {
    if (isTaken(error)) return false
  } finally {
    await rm(own, { force: true })
  }
  // A file system without hard links (SMB, exFAT); what else is wrong shows again.
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' })
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

const nameOf = ({ pid, host, since }: Holder) => `Process ${pid} on ${host}${since === '' ? '' : `, since ${since},`}`

function heldBy(path: string, holder: Holder): GuardError {
  return new GuardError('Journal', `${nameOf(holder)} is running with this journal (${path}).`, {
    hint: `Wait for it to end, or stop it, then run again with --resume. If that process no longer runs, remove ${path}.`,
  })
}

async function lost(path: string): Promise<GuardError> {
  const text = await readText(path).catch(() => undefined)
  const holder = text === undefined ? undefined : parse(text)
  const why = holder ? `${nameOf(holder)} has taken it over` : 'its lock was removed or replaced'
  return new GuardError('Journal', `The journal is no longer this run's (${path}): ${why}.`, {
    hint: 'Nothing more was started. Look at what the other run says, or continue with --resume when there is none.',
  })
}

function parse(text: string): Holder | undefined {
  try {
    const value: Partial<Holder> | null = JSON.parse(text)
    if (typeof value?.pid !== 'number' || typeof value.host !== 'string') return undefined
    const { pid, host, startedAt = '', space = '', id = '', since = '', refreshedAt = '', beat = 0 } = value
    return { pid, host, startedAt, space, id, since, refreshedAt, beat }
  } catch {
    return undefined
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
