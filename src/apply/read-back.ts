import { ServiceError } from '../aws/image-builder.ts'
import type { JsonObject } from '../model/json.ts'
import type { Outcome } from '../model/outcome.ts'
import { requestOf } from '../resource/configuration.ts'
import { diffFields, isSame, namePointers } from '../resource/field-diff.ts'
import type { Tries } from './tries.ts'

/** How long a read may lag behind an update: it is not said to be consistent. */
const lagMs = 10_000
const againMs = 1_000

/** Reads what an update led to, and again for a while when it shows what was before. */
export async function readBack({ lane, change, context }: Tries): Promise<JsonObject> {
  const { lanes, clock, giveUp } = context
  const since = clock.elapsed()
  for (;;) {
    const live = await lanes.read(lane, () => lane.client.get(change.arn, giveUp), giveUp).then(requestOf)
    if (!isSame(live, change.before) || clock.elapsed() - since >= lagMs) return live
    await clock.sleep(againMs, giveUp)
  }
}

export interface Verified {
  outcome: Outcome
  /** What was read, when that is something else than was sent. */
  live?: JsonObject
}

/** @throws what is neither an answer of the service nor a missing one */
export async function verify(tries: Tries, applied: Outcome): Promise<Verified> {
  const { after } = tries.change
  const live = await readBack(tries).catch((error: unknown) => {
    if (!(error instanceof ServiceError) || error.kind === 'credentials') throw error
    tries.lastError = error
  })
  if (!live) {
    const { code = 'VerifyFailed', message, requestId } = tries.lastError ?? {}
    const words = `the update was accepted but cannot be read back: ${message}`
    return { outcome: tries.withError('failed', code, words, requestId) }
  }
  if (isSame(live, after)) return { outcome: { ...applied, verified: true } }
  const fields = namePointers(diffFields(after, live))
  const message = `read back after the update, these fields are not what was sent: ${fields}`
  return { outcome: tries.withError('failed', 'VerifyFailed', message), live }
}
