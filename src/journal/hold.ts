import { ageFrom } from '../model/clock.ts'
import type { GuardError } from '../model/errors.ts'
import { type Lock, type LockPorts, lockFile } from './lock.ts'

const beatMs = 10_000
/** What was seen this long ago still holds: a lock is silent for a minute before it is taken over. */
const freshMs = 1_000

/** A journal under all of its names, held for this process. */
export interface Hold {
  /** Aborted with the reason when the journal is this process's no longer, or nobody can see any more that it lives. */
  readonly lost: AbortSignal
  /** Looks, unless it did just now; after a pause, in which the journal may have been taken over, it shows itself first. */
  requireOwn(): Promise<void>
  /** Beats from now on, and looks at the file each time. */
  watch(look: () => Promise<void>): void
  release(): Promise<void>
}

/**
 * @param asError makes the reason of `lost` of what went wrong
 * @throws {GuardError} `Journal` when a live process holds one of the locks
 */
export async function holdAll(
  paths: readonly string[],
  ports: LockPorts,
  asError: (error: unknown) => GuardError,
): Promise<Hold> {
  const locks: Lock[] = []
  const releaseAll = async () => {
    for (const lock of locks.toReversed()) await lock.release()
  }
  try {
    for (const path of paths) locks.push(await lockFile(path, ports))
  } catch (error) {
    await releaseAll()
    throw error
  }
  const { clock } = ports
  const lost = new AbortController()
  const ended = new AbortController()
  let lookAtFile = async () => {}
  let sinceLook = ageFrom(clock)
  let sinceBeat = ageFrom(clock)

  async function check(withBeat: boolean): Promise<void> {
    const age = ageFrom(clock)
    for (const lock of locks) await (withBeat ? lock.beat() : lock.look())
    if (withBeat) sinceBeat = age
    await lookAtFile()
    sinceLook = age
  }

  const inTurn = createTurns()

  async function keepBeating(): Promise<void> {
    for (let failures = 0; ; ) {
      await clock.sleep(beatMs, ended.signal)
      try {
        await inTurn(() => check(true))
        failures = 0
      } catch (error) {
        // A disk may stumble once. Twice, and the others would soon take this process for dead.
        if (isOfDisk(error) && ++failures < 2) continue
        return lost.abort(asError(error))
      }
    }
  }

  return {
    lost: lost.signal,
    async requireOwn() {
      lost.signal.throwIfAborted()
      if (sinceLook() <= freshMs) return
      try {
        await inTurn(async () => {
          if (sinceLook() > freshMs) await check(sinceBeat() > 2 * beatMs)
        })
      } catch (error) {
        lost.abort(asError(error))
        lost.signal.throwIfAborted()
      }
    },
    watch(look) {
      lookAtFile = look
      void keepBeating().catch(() => {})
    },
    async release() {
      ended.abort()
      await inTurn(releaseAll)
    },
  }
}

const isOfDisk = (error: unknown): boolean => error instanceof Error && 'syscall' in error

/** One after the other: two that renew a lock at once would each take the other for a stranger. */
function createTurns(): (act: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve()
  return (act) => {
    const turn = last.then(act)
    last = turn.catch(() => {})
    return turn
  }
}
