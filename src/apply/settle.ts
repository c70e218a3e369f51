import { requestOf } from '../configuration.ts'
import { diffFields, hashFields, isSame, namePointers } from '../field-diff.ts'
import { type Lanes, observed, type PacedLane } from '../lanes.ts'
import type { JsonObject, Outcome, OutcomeError, PlannedChange } from '../model.ts'
import { Stop } from '../pacer.ts'
import type { Clock } from '../ports/clock.ts'
import { ServiceError } from '../ports/image-builder.ts'
import type { Journal, JournalEvent } from '../ports/journal.ts'
import type { Tally } from './progress.ts'

/** How old the read before an update may be: the API has no if-match. */
const freshMs = 5_000

export interface SettleContext {
  lanes: Lanes
  clock: Clock
  journal: Journal
  tally: Tally
  verify: boolean
  newToken: () => string
  /** Without a journal nothing more may be sent. */
  onJournalFailure: (error: unknown) => void
  /** Aborted with a `Stop` when nothing new may start. */
  stopping: AbortSignal
  /** Aborted with a `Stop` when what is in flight is given up too. */
  giveUp: AbortSignal
}

/** An update with both of its sides, as only a read target has them. */
export type Update = PlannedChange & Required<Pick<PlannedChange, 'before' | 'after' | 'liveHash'>>

/** Brings one target to what was planned, or says why not: read, update, read back. */
export async function settle(change: Update, context: SettleContext): Promise<Outcome> {
  const { arn, before, after } = change
  const { lanes, clock, journal, stopping, giveUp } = context
  const lane = lanes.of(arn)
  const earlierToken = journal.earlier?.sent.get(arn)
  const clientToken = earlierToken ?? context.newToken()
  let isTried = earlierToken !== undefined
  let isRecorded = false
  let attempts = 0
  let lastError: ServiceError | undefined

  const outcome = (status: Outcome['status'], more: Partial<Outcome> = {}): Outcome => ({
    arn,
    status,
    attempts,
    verified: false,
    ...(isTried ? { clientToken } : {}),
    ...more,
  })

  async function record(event: JournalEvent): Promise<void> {
    await journal.record(event).catch(context.onJournalFailure)
  }

  /** What reading alone can say: undefined when the target still is as planned from. */
  function judge(live: JsonObject): Outcome | undefined {
    if (isSame(live, after)) {
      if (attempts > 0) context.tally.settledByReading()
      return outcome(isTried ? 'applied' : 'unchanged', { verified: true })
    }
    if (hashFields(live) === change.liveHash) return undefined
    const moved = namePointers(diffFields(before, live))
    return outcome(attempts > 0 ? 'failed' : 'skipped', {
      error: { code: 'StalePlan', message: `the live configuration is no longer the planned one: ${moved}` },
    })
  }

  /** One try; a read comes first, so that a lost answer or somebody else's change is seen before anything is sent. */
  async function attempt(): Promise<Outcome> {
    for (;;) {
      stopping.throwIfAborted()
      const live = requestOf(await observed(lane.reads, () => lane.client.get(arn, giveUp)))
      const readAt = clock.now()
      const settled = judge(live)
      if (settled) return settled
      if (!isRecorded) await record({ event: 'sent', arn, clientToken })
      isRecorded = true
      stopping.throwIfAborted()
      if (clock.now() - readAt <= freshMs) break
    }
    isTried = true
    attempts++
    const request = { ...after, infrastructureConfigurationArn: arn, clientToken }
    try {
      const { requestId } = await observed(lane.writes, () => lane.client.update(request, giveUp))
      void record({ event: 'accepted', arn, ...(requestId === undefined ? {} : { requestId }) })
      return outcome('applied', requestId === undefined ? {} : { requestId })
    } catch (error) {
      if (error instanceof ServiceError) lastError = error
      throw error
    }
  }

  async function verified(applied: Outcome): Promise<{ outcome: Outcome; live?: JsonObject }> {
    const live = await readBack(lane)
    if (isSame(live, after)) return { outcome: { ...applied, verified: true } }
    const fields = namePointers(diffFields(after, live))
    const message = `read back after the update, these fields are not what was sent: ${fields}`
    return { outcome: { ...applied, status: 'failed', error: { code: 'VerifyFailed', message } }, live }
  }

  async function readBack({ client }: PacedLane): Promise<JsonObject> {
    return requestOf(await lanes.read(lane, () => client.get(arn, giveUp), giveUp))
  }

  async function concluded(error: unknown): Promise<Outcome> {
    const reason = giveUp.aborted ? giveUp.reason : error
    if (reason instanceof Stop && reason.code === 'Interrupted') return interrupted(reason)
    // Nobody knows what became of a try without an answer but the configuration itself.
    if (isTried && (lastError === undefined || lastError.kind === 'unavailable')) {
      const found = await readBack(lane).then(judge, () => undefined)
      if (found?.status === 'applied') return found
    }
    if (!(reason instanceof Stop)) return outcome('failed', { error: toError(reason) })
    if (!isTried) return outcome('skipped', { error: { code: reason.code, message: reason.message } })
    const isLane = reason.code === 'Stalled' || lastError === undefined
    return outcome('failed', { error: isLane ? { code: reason.code, message: reason.message } : toError(lastError) })
  }

  function interrupted(reason: Stop): Outcome {
    const message = isTried ? 'outcome unknown; --resume settles it' : reason.message
    return outcome(isTried ? 'failed' : 'skipped', { error: { code: reason.code, message } })
  }

  let result: { outcome: Outcome; live?: JsonObject }
  try {
    stopping.throwIfAborted()
    const turns = [lane.writes, lane.reads]
    const settled = await lanes.retried((again) => lanes.inTurn(turns, attempt, again), stopping)
    const needsReading = settled.status === 'applied' && !settled.verified && context.verify
    result = needsReading ? await verified(settled) : { outcome: settled }
  } catch (error) {
    result = { outcome: await concluded(error) }
  }
  // What was interrupted stays open for --resume.
  if (result.outcome.error?.code !== 'Interrupted') await record({ event: 'settled', ...result })
  return result.outcome
}

function toError(error: unknown): OutcomeError {
  if (error instanceof ServiceError) {
    const { code, message, requestId } = error
    return { code, message, ...(requestId === undefined ? {} : { requestId }) }
  }
  return { code: 'Internal', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
