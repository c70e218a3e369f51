import type { ServiceError } from '../aws/image-builder.ts'
import type { Journal, JournalEvent } from '../journal/journal.ts'
import type { PlannedChange } from '../model/change.ts'
import type { Clock } from '../model/clock.ts'
import type { JsonObject } from '../model/json.ts'
import type { Outcome } from '../model/outcome.ts'
import type { Lanes, PacedLane } from '../pacing/lanes.ts'
import { diffFields, isSame, namePointers } from '../resource/field-diff.ts'
import type { Tally } from './progress.ts'
import type { Stopwatch } from './run-times.ts'

export type Done = 'applied' | 'rolled-back'

export interface SettleContext {
  lanes: Lanes
  clock: Clock
  journal: Journal
  tally: Tally
  stopwatch: Stopwatch
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

/** What is known of the tries to bring one target where it shall be, and what can be said of them. */
export class Tries {
  readonly change: Update
  readonly context: SettleContext
  readonly lane: PacedLane
  readonly clientToken: string
  /** Something may have reached the service, by this process or one before it. */
  isTried: boolean
  /** A try may have been carried out although no answer came, or was but is not read back yet. */
  isUnknown: boolean
  isRecorded = false
  /** Updates that left. */
  attempts = 0
  /** When its first turn came. */
  startedAt: string | undefined
  requestId: string | undefined
  lastError: ServiceError | undefined

  constructor(change: Update, context: SettleContext) {
    const earlierToken = context.journal.earlier?.sent.get(change.arn)
    this.change = change
    this.context = context
    this.lane = context.lanes.of(change.arn)
    this.clientToken = earlierToken ?? context.newToken()
    this.isTried = earlierToken !== undefined
    this.isUnknown = this.isTried
  }

  outcome(status: Outcome['status'], more: Partial<Outcome> = {}): Outcome {
    return {
      arn: this.change.arn,
      status,
      attempts: this.attempts,
      verified: false,
      ...(this.isTried ? { clientToken: this.clientToken } : {}),
      ...(this.requestId === undefined ? {} : { requestId: this.requestId }),
      ...more,
    }
  }

  /** What never had a turn took no time. */
  timed(outcome: Outcome): Outcome {
    const { startedAt } = this
    return startedAt === undefined ? outcome : { ...outcome, startedAt, endedAt: this.context.stopwatch.now() }
  }

  withError(
    status: 'failed' | 'skipped',
    code: string,
    message: string,
    requestId: string | undefined = this.requestId,
  ): Outcome {
    return this.outcome(status, { error: { code, message, ...(requestId !== undefined && { requestId }) } })
  }

  /** What reading alone can say: undefined when the target still is as planned from. */
  judge(live: JsonObject | undefined): Outcome | undefined {
    const { before, after } = this.change
    const { doneAs, verify, tally } = this.context
    if (live && isSame(live, after)) {
      if (this.attempts > 0) tally.settledByReading()
      return this.outcome(this.isTried ? doneAs : 'unchanged', { verified: !this.isTried || verify })
    }
    if (live && isSame(live, before)) return undefined
    const moved = live ? namePointers(diffFields(before, live)) : 'it no longer exists'
    const message = `the live configuration is no longer the planned one: ${moved}`
    return this.withError(this.attempts > 0 ? 'failed' : 'skipped', 'StalePlan', message)
  }

  record(event: JournalEvent): Promise<void> {
    return this.context.journal.record(event).catch(this.context.onJournalFailure)
  }
}
