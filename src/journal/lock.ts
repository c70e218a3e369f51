import { createHash, randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { GuardError } from '../model/errors.ts'

const refreshMs = 10_000
const deadAfterMs = 60_000

/** Who holds a journal. */
interface Holder {
  pid: number
  /** Tells a process from a later one with the same number; ticks since boot where the system says it. */
  startedAt: string
  host: string
  refreshedAt: string
}

export interface Lock {
  release(): Promise<void>
}

/**
 * Holds `path` for this process: two runs on one journal would each believe to be the only one.
 * @throws {GuardError} `Journal` when a live process holds it
 */
export async function lockFile(path: string): Promise<Lock> {
  const holder = { pid: process.pid, startedAt: await startOf(process.pid), host: hostname() }
  const own = `${path}.${randomUUID()}`
  const refresh = () =>
    writeFile(own, JSON.stringify({ ...holder, refreshedAt: new Date().toISOString() }), { mode: 0o600 })
  await refresh()
  try {
    await take(own, path)
  } finally {
    await rm(own, { force: true })
  }
  const timer = setInterval(() => void replace(path, holder), refreshMs)
  timer.unref()
  return {
    async release() {
      clearInterval(timer)
      await rm(path, { force: true })
    },
  }
}

async function replace(path: string, holder: Omit<Holder, 'refreshedAt'>): Promise<void> {
  const next = `${path}.${randomUUID()}`
  try {
    await writeFile(next, JSON.stringify({ ...holder, refreshedAt: new Date().toISOString() }), { mode: 0o600 })
    await rename(next, path)
  } catch {
    // A refresh that fails once is made up for by the next; the process number still names a live holder.
    await rm(next, { force: true })
  }
}

/** A link, unlike a write, fails when the name is taken, and never shows a half-written file. */
async function take(own: string, path: string): Promise<void> {
  for (;;) {
    try {
      await link(own, path)
      return
    } catch (error) {
      if (!isTaken(error)) throw error
    }
    const text = await readText(path)
    if (text === undefined) continue
    const holder = parse(text)
    if (holder && (await isAlive(holder))) throw heldBy(path, holder)
    if (await takeOver(own, path, text)) return
  }
}

/** Puts `own` in the place of a dead holder's lock. Of several that try only one has the claim, itself a lock. */
async function takeOver(own: string, path: string, dead: string): Promise<boolean> {
  const claim = `${path}.${createHash('sha256').update(dead).digest('hex').slice(0, 16)}`
  await take(own, claim)
  try {
    if ((await readText(path)) !== dead) return false
    const next = `${path}.${randomUUID()}`
    await link(own, next)
    await rename(next, path)
    return true
  } finally {
    await rm(claim, { force: true })
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

function heldBy(path: string, { pid, host }: Holder): GuardError {
  return new GuardError('Journal', `Process ${pid} on ${host} is running with this journal (${path}).`, {
    hint: 'Wait for it to end, or stop it, then run again with --resume.',
  })
}

async function isAlive(holder: Holder): Promise<boolean> {
  const isFresh = Date.now() - Date.parse(holder.refreshedAt) < deadAfterMs
  if (holder.host !== hostname()) return isFresh
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  const startedAt = await startOf(holder.pid)
  return startedAt === '' || holder.startedAt === '' ? isFresh : startedAt === holder.startedAt
}

/** When a process began, in its system's own words; '' where the system has none. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field, the command in parentheses, may hold spaces; the start is the 22nd.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function parse(text: string): Holder | undefined {
  try {
    const value: Partial<Holder> | null = JSON.parse(text)
    if (typeof value?.pid !== 'number' || typeof value.host !== 'string') return undefined
    return { pid: value.pid, host: value.host, startedAt: value.startedAt ?? '', refreshedAt: value.refreshedAt ?? '' }
  } catch {
    return undefined
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
