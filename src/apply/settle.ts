import { ServiceError } from '../aws/image-builder.ts'
import type { JsonObject } from '../model/json.ts'
import type { Outcome, OutcomeError } from '../model/outcome.ts'
import { Stop } from '../pacing/pacer.ts'
import { readBack, verify } from './read-back.ts'
import { type SettleContext, Tries, type Update } from './tries.ts'
import { tryUpdate } from './try-update.ts'

interface Settled {
  outcome: Outcome
  /** Left for --resume. */
  isOpen?: boolean
  /** What verification read, when that was something else than was sent. */
  live?: JsonObject
}

/**
 * Brings one target to what was planned, or says why not: read, update, read back. `begun` is called when its first turn
 * came.
 */
export async function settle(
  change: Update,
  context: SettleContext,
  begun: () => void,
): Promise<{ outcome: Outcome; isOpen: boolean }> {
  const tries = new Tries(change, context)
  const {
    isOpen = false,
    outcome: untimed,
    ...more
  } = await bring(tries, begun).catch((error: unknown) => conclude(tries, error))
  const outcome = tries.timed(untimed)
  if (!isOpen) await tries.record({ event: 'settled', outcome, ...more })
  return { outcome, isOpen }
}

async function bring(tries: Tries, begun: () => void): Promise<Settled> {
  const { lanes, stopping, doneAs, verify: isVerified } = tries.context
  stopping.throwIfAborted()
  const outcome = await lanes.retried((again) => tryUpdate(tries, again, begun), stopping)
  const needsReading = outcome.status === doneAs && !outcome.verified && isVerified
  return needsReading ? verify(tries, outcome) : { outcome }
}

async function conclude(tries: Tries, error: unknown): Promise<Settled> {
  const { giveUp } = tries.context
  const thrown = giveUp.aborted ? giveUp.reason : error
  if (thrown instanceof ServiceError && thrown.kind === 'credentials') {
    const reason = withoutCredentials(tries, thrown)
    return leftOpen(tries, reason, thrown)
  }
  if (thrown instanceof Stop && thrown.isResumable) return leftOpen(tries, thrown)
  // Nobody knows what became of a try without an answer but the configuration itself.
  if (tries.isUnknown) {
    const live = await readBack(tries).catch(() => undefined)
    if (giveUp.aborted) return leftOpen(tries, giveUp.reason)
    const outcome = live && tries.judge(live)
    if (outcome) return { outcome }
  }
  return { outcome: ended(tries, thrown) }
}

/** Without valid credentials nothing more can be done in a lane; with new ones --resume goes on there. */
function withoutCredentials({ lane }: Tries, { code, message }: ServiceError): Stop {
  const stop = new Stop(code, `not started: ${message}`, { isResumable: true })
  lane.reads.stop(stop)
  lane.writes.stop(stop)
  return stop
}

/** What a later process can go on with. */
function leftOpen(tries: Tries, { code, message }: Stop, refusal?: ServiceError): Settled {
  const open = (outcome: Outcome): Settled => ({ outcome, isOpen: true })
  if (tries.isUnknown) return open(tries.withError('failed', code, 'outcome unknown; --resume settles it'))
  if (tries.isTried && refusal) return open(tries.outcome('failed', { error: toError(refusal) }))
  return open(tries.withError('skipped', code, tries.isTried ? message.replace('not started', 'not applied') : message))
}

function ended(tries: Tries, reason: unknown): Outcome {
  const { lastError } = tries
  if (!(reason instanceof Stop)) return tries.outcome('failed', { error: toError(reason) })
  if (!tries.isTried) return tries.withError('skipped', reason.code, reason.message)
  if (reason.code !== 'Stalled' && lastError) return tries.outcome('failed', { error: toError(lastError) })
  return tries.withError('failed', reason.code, reason.message, lastError?.requestId)
}

function toError(error: unknown): OutcomeError {
  if (error instanceof ServiceError) {
    const { code, message, requestId } = error
    return { code, message, ...(requestId === undefined ? {} : { requestId }) }
  }
  return { code: 'Internal', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
