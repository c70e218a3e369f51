import type { EarlierRun, ScopeEntry } from '../journal/journal.ts'
import type { PlannedChange } from '../model/change.ts'
import type { JsonObject } from '../model/json.ts'
import type { LanePorts } from '../pacing/lanes.ts'
import { requestOf, tagsOf, withoutEmpty } from '../resource/configuration.ts'
import { diffFields, isSame, namePointers } from '../resource/field-diff.ts'
import { hashFields } from '../resource/hash-fields.ts'
import { type PlanOptions, type Reading, readTargets } from './read-targets.ts'

/** An update of a run with the state that it began from and the one that it asked for. */
export type Sent = PlannedChange & Required<Pick<PlannedChange, 'before' | 'after'>>

/** The updates of a run that may have reached the service, in plan order: only these can have changed anything. */
export function sentBy({ changes, sent }: EarlierRun): Sent[] {
  return changes.filter(
    (change): change is Sent => sent.has(change.arn) && change.before !== undefined && change.after !== undefined,
  )
}

/** Updates of a run whose outcome it never knew. */
export function openSends({ sent, outcomes }: EarlierRun): string[] {
  return [...sent.keys()].filter((arn) => !outcomes.has(arn))
}

/** Each target as it was before the run: what a rollback may do at most. */
export function putBackAll(updates: readonly Sent[]): PlannedChange[] {
  return updates.map((update) => ({
    ...common(update),
    action: 'update',
    fields: [],
    after: withoutEmpty(update.before),
  }))
}

/** What a rollback is asked for: each target as it was before the run. */
export function scopeOfRollback(updates: readonly Sent[]): ScopeEntry[] {
  return updates.map(({ arn, before }) => ({ arn, content: before }))
}

/**
 * Reads each target of a run's updates and plans to put back what was before, where what is live is the run's work. What
 * an earlier rollback put back already is left: whoever made it the run's work again may have meant it.
 * @throws {GuardError} `Credentials` when there are none
 */
export function planRollback(
  updates: readonly Sent[],
  { readBack }: EarlierRun,
  isSettled: (arn: string) => boolean,
  ports: LanePorts,
  options: PlanOptions,
): Promise<PlannedChange[]> {
  return readTargets(updates, ports, options, (update, reading) => {
    const change = putBack(update, reading, readBack)
    if (!isSettled(update.arn)) return change
    if (change.action === 'update') return settledEarlier(update)
    if (change.code !== 'StalePlan') return change
    return { ...common(update), action: 'no-op', fields: [], reason: 'an earlier rollback put it back' }
  })
}

function putBack(update: Sent, reading: Reading, readBack: EarlierRun['readBack']): PlannedChange {
  if (!('live' in reading)) return { ...common(update), ...reading, fields: [] }
  const live = requestOf(reading.live)
  const after = withoutEmpty(update.before)
  const fields = diffFields(live, after)
  const found = { before: live, after, liveHash: hashFields(live), tags: tagsOf(reading.live) }
  if (fields.length === 0) return { ...common(update), action: 'no-op', fields, ...found }
  if (isWorkOf(update, live, readBack)) return { ...common(update), action: 'update', fields, ...found }
  const moved = namePointers(diffFields(update.after, live))
  const reason = `the live configuration is neither what the run left nor what was before it: ${moved}`
  return { ...common(update), action: 'blocked', code: 'StalePlan', reason, fields: [] }
}

function settledEarlier(update: Sent): PlannedChange {
  const reason = "an earlier rollback put it back, and it shows the run's work again; --again puts it back once more"
  return { ...common(update), action: 'blocked', code: 'SettledEarlier', reason, fields: [] }
}

function isWorkOf({ arn, after }: Sent, live: JsonObject, readBack: EarlierRun['readBack']): boolean {
  const found = readBack.get(arn)
  return isSame(live, after) || (found !== undefined && isSame(live, found))
}

/** The whole of the former state is put back, whatever the spec's mode. */
function common({ arn, guard, location, imageType }: Sent) {
  return { arn, update: 'replace' as const, guard, location, ...(imageType && { imageType }) }
}
