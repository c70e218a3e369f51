import { ServiceError } from '../aws/image-builder.ts'
import type { Journal, JournalEvent } from '../journal/journal.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Clock } from '../model/clock.ts'
import type { JsonObject } from '../model/json.ts'
import type { Outcome, OutcomeError } from '../model/outcome.ts'
import type { Lanes } from '../pacing/lanes.ts'
import { Stop } from '../pacing/pacer.ts'
import { requestOf } from '../resource/configuration.ts'
import { diffFields, isSame, namePointers } from '../resource/field-diff.ts'
import type { Tally } from './progress.ts'

/** How old the read before an update may be: the API has no if-match. */
const freshMs = 5_000

export type Done = 'applied' | 'rolled-back'

export interface SettleContext {
  lanes: Lanes
  clock: Clock
  journal: Journal
  tally: Tally
  verify: boolean
  /** What an update that was carried out is called. */
  doneAs: Done
  newToken: () => string
  /** Without a journal nothing more may be sent. */
  onJournalFailure: (error: unknown) => void
  /** Aborted with a `Stop` when nothing new may start. */
  stopping: AbortSignal
  /** Aborted with a `Stop` when what is in flight is given up too. */
  giveUp: AbortSignal
}

/** An update with both of its sides, as only a read target has them. */
export type Update = PlannedChange & Required<Pick<PlannedChange, 'before' | 'after'>>

/**
 * Brings one target to what was planned, or says why not: read, update, read back. `begun` is called when its first turn
 * came.
 */
export async function settle(
  change: Update,
  context: SettleContext,
  begun: () => void,
): Promise<{ outcome: Outcome; isOpen: boolean }> {
  const { arn, before, after } = change
  const { lanes, clock, journal, doneAs, stopping, giveUp } = context
  const lane = lanes.of(arn)
  const earlierToken = journal.earlier?.sent.get(arn)
  const clientToken = earlierToken ?? context.newToken()
  let isTried = earlierToken !== undefined
  /** A try may have been carried out although no answer came, or was but is not read back yet. */
  let isUnknown = isTried
  let isRecorded = false
  let attempts = 0
  let requestId: string | undefined
  let lastError: ServiceError | undefined

  const outcome = (status: Outcome['status'], more: Partial<Outcome> = {}): Outcome => ({
    arn,
    status,
    attempts,
    verified: false,
    ...(isTried ? { clientToken } : {}),
    ...(requestId === undefined ? {} : { requestId }),
    ...more,
  })
  const withError = (status: 'failed' | 'skipped', code: string, message: string, id = requestId): Outcome =>
    outcome(status, { error: { code, message, ...(id !== undefined && { requestId: id }) } })

  async function record(event: JournalEvent): Promise<void> {
    await journal.record(event).catch(context.onJournalFailure)
  }

  /** What reading alone can say: undefined when the target still is as planned from. */
  function judge(live: JsonObject | undefined): Outcome | undefined {
    if (live && isSame(live, after)) {
      if (attempts > 0) context.tally.settledByReading()
      return outcome(isTried ? doneAs : 'unchanged', { verified: !isTried || context.verify })
    }
    if (live && isSame(live, before)) return undefined
    const moved = live ? namePointers(diffFields(before, live)) : 'it no longer exists'
    const message = `the live configuration is no longer the planned one: ${moved}`
    return withError(attempts > 0 ? 'failed' : 'skipped', 'StalePlan', message)
  }

  const turns = [lane.writes, lane.reads]

  /** One try; a read comes first, so that a lost answer or somebody else's change is seen before anything is sent. */
  async function attempt(again: boolean): Promise<Outcome> {
    for (let pacers = turns; ; pacers = [lane.reads]) {
      const { live, readAt } = await lanes.inTurn(pacers, read, again)
      const settled = judge(live)
      if (settled) return settled
      // The disk may be slow: what waits for it holds no slot.
      if (!isRecorded) await record({ event: 'sent', arn, clientToken })
      isRecorded = true
      const sent = await lanes.inTurn([], async () => (clock.now() - readAt <= freshMs ? send() : undefined))
      if (sent) return sent
    }
  }

  async function read(): Promise<{ live: JsonObject | undefined; readAt: number }> {
    begun()
    stopping.throwIfAborted()
    const live = await lane.reads.watch(() => lane.client.get(arn, stopping)).then(requestOf, goneAsUndefined)
    return { live, readAt: clock.now() }
  }

  async function send(): Promise<Outcome> {
    stopping.throwIfAborted()
    isTried = true
    attempts++
    const request = { ...after, infrastructureConfigurationArn: arn, clientToken }
    try {
      const answer = await lane.writes.watch(() => lane.client.update(request, giveUp))
      requestId = answer.requestId
      isUnknown = true
      void record({ event: 'accepted', arn, ...answer })
      return outcome(doneAs)
    } catch (error) {
      if (error instanceof ServiceError) lastError = error
      if (!(error instanceof ServiceError) || error.kind === 'unavailable') isUnknown = true
      throw error
    }
  }

  const readBack = () => lanes.read(lane, () => lane.client.get(arn, giveUp), giveUp).then(requestOf)

  async function verified(applied: Outcome): Promise<Settled> {
    const live = await readBack().catch((error: unknown) => {
      if (!(error instanceof ServiceError) || error.kind === 'credentials') throw error
      lastError = error
    })
    if (!live) {
      const message = `the update was accepted but cannot be read back: ${lastError?.message}`
      return { outcome: withError('failed', lastError?.code ?? 'VerifyFailed', message, lastError?.requestId) }
    }
    if (isSame(live, after)) return { outcome: { ...applied, verified: true } }
    const fields = namePointers(diffFields(after, live))
    const message = `read back after the update, these fields are not what was sent: ${fields}`
    return { outcome: withError('failed', 'VerifyFailed', message), live }
  }

  /** Without valid credentials nothing more can be done in a lane; with new ones --resume goes on there. */
  function withoutCredentials({ code, message }: ServiceError): Stop {
    const stop = new Stop(code, `not started: ${message}`, { isResumable: true })
    lane.reads.stop(stop)
    lane.writes.stop(stop)
    return stop
  }

  async function concluded(error: unknown): Promise<Settled> {
    const thrown = giveUp.aborted ? giveUp.reason : error
    const isRefused = thrown instanceof ServiceError && thrown.kind === 'credentials'
    const reason = isRefused ? withoutCredentials(thrown) : thrown
    if (!(reason instanceof Stop && reason.isResumable)) return { outcome: await ended(reason) }
    if (isUnknown)
      return { outcome: withError('failed', reason.code, 'outcome unknown; --resume settles it'), isOpen: true }
    if (isTried && isRefused) return { outcome: outcome('failed', { error: toError(thrown) }), isOpen: true }
    const message = isTried ? reason.message.replace('not started', 'not applied') : reason.message
    return { outcome: withError('skipped', reason.code, message), isOpen: true }
  }

  async function ended(reason: unknown): Promise<Outcome> {
    // Nobody knows what became of a try without an answer but the configuration itself.
    if (isUnknown) {
      const found = await readBack().then(judge, () => undefined)
      if (found) return found
    }
    if (!(reason instanceof Stop)) return outcome('failed', { error: toError(reason) })
    if (!isTried) return withError('skipped', reason.code, reason.message)
    if (reason.code !== 'Stalled' && lastError) return outcome('failed', { error: toError(lastError) })
    return withError('failed', reason.code, reason.message, lastError?.requestId)
  }

  let settled: Settled
  try {
    stopping.throwIfAborted()
    const tried = await lanes.retried(attempt, stopping)
    const needsReading = tried.status === doneAs && !tried.verified && context.verify
    settled = needsReading ? await verified(tried) : { outcome: tried }
  } catch (error) {
    settled = await concluded(error)
  }
  const { isOpen = false, ...rest } = settled
  if (!isOpen) await record({ event: 'settled', ...rest })
  return { outcome: rest.outcome, isOpen }
}

interface Settled {
  outcome: Outcome
  /** Left for --resume. */
  isOpen?: boolean
  /** What verification read, when that was something else than was sent. */
  live?: JsonObject
}

function goneAsUndefined(error: unknown): undefined {
  if (error instanceof ServiceError && error.kind === 'not-found') return undefined
  throw error
}

function toError(error: unknown): OutcomeError {
  if (error instanceof ServiceError) {
    const { code, message, requestId } = error
    return { code, message, ...(requestId === undefined ? {} : { requestId }) }
  }
  return { code: 'Internal', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
