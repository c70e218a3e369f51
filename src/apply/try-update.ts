import { ServiceError } from '../aws/image-builder.ts'
import { ageFrom } from '../model/clock.ts'
import type { JsonObject } from '../model/json.ts'
import type { Outcome } from '../model/outcome.ts'
import { requestOf } from '../resource/configuration.ts'
import { isSame } from '../resource/field-diff.ts'
import { resourceType } from '../resource/resource-type.ts'
import type { Tries } from './tries.ts'

/** How old the read before an update may be: the API has no if-match. */
const freshMs = 5_000

interface Read {
  live: JsonObject | undefined
  age: () => number
  /** Updates per second when the turn was given. While it was read the service may have begun to refuse as many. */
  pace: number
}

/** One try; a read comes first, so that a lost answer or somebody else's change is seen before anything is sent. */
export async function tryUpdate(tries: Tries, again: boolean, begun: () => void): Promise<Outcome> {
  const { lane, change, clientToken, context } = tries
  if (again) lane.retried++
  const { lanes } = context
  const mayWrite = !isSame(change.before, change.after)
  let pacers = mayWrite ? [lane.writes, lane.reads] : [lane.reads]
  for (let isNext = again; ; isNext = true) {
    const { live, age, pace } = await lanes.inTurn(pacers, () => read(tries, begun), isNext)
    const settled = tries.judge(live)
    if (settled) return settled
    // The disk may be slow: what waits for it holds no slot.
    if (!tries.isRecorded) await tries.record({ event: 'sent', arn: change.arn, clientToken })
    tries.isRecorded = true
    const isTooFast = (): boolean => lane.writes.rate.isTooFast(pace)
    const sent = await lanes.inTurn([], async () => {
      await context.journal.requireOwn().catch(context.onJournalFailure)
      return age() <= freshMs && !isTooFast() ? send(tries, age) : undefined
    })
    if (sent) return sent
    pacers = isTooFast() ? [lane.writes, lane.reads] : [lane.reads]
  }
}

async function read(tries: Tries, begun: () => void): Promise<Read> {
  const { lane, change, context } = tries
  begun()
  context.stopping.throwIfAborted()
  tries.startedAt ??= context.stopwatch.now()
  const pace = lane.writes.rate.perSecond
  const live = await lane.reads
    .watch(() => lane.client.get(change.arn, context.stopping))
    .then(requestOf, goneAsUndefined)
  return { live, age: ageFrom(context.clock), pace }
}

async function send(tries: Tries, age: () => number): Promise<Outcome> {
  const { lane, change, clientToken, context } = tries
  const { stopping, giveUp, doneAs } = context
  stopping.throwIfAborted()
  const request = { ...change.after, [resourceType.arnField]: change.arn, clientToken }
  let heldBack: Error | undefined
  const leaving = (): Error | undefined => {
    heldBack = stopping.aborted ? stopping.reason : age() > freshMs ? staleRead() : undefined
    return heldBack
  }
  try {
    const answer = await lane.writes.watch(() => lane.client.update(request, giveUp, leaving))
    left()
    context.stopwatch.updated(lane)
    tries.requestId = answer.requestId
    tries.isUnknown = true
    const pace = context.stopwatch.newPace(lane)
    void tries.record({ event: 'accepted', arn: change.arn, ...answer, ...(pace && { pace }) })
    return tries.outcome(doneAs)
  } catch (error) {
    if (heldBack) throw heldBack
    if (error instanceof ServiceError) tries.lastError = error
    left()
    if (!(error instanceof ServiceError) || error.kind === 'unavailable') tries.isUnknown = true
    throw error
  }

  function left(): void {
    tries.isTried = true
    tries.attempts++
  }
}

/** A try like any other that met an outage, so that it has an end where each takes as long. */
function staleRead(): ServiceError {
  const message = `what was read was more than ${freshMs / 1_000} s old when the update could leave: credentials or the connection took too long`
  return new ServiceError('unavailable', 'StaleRead', message)
}

function goneAsUndefined(error: unknown): undefined {
  if (error instanceof ServiceError && error.kind === 'not-found') return undefined
  throw error
}
