import type { Json, JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { hashFields } from './hash-fields.ts'
import { laneOf } from './target-arn.ts'

const actions = new Set(['update', 'no-op', 'missing', 'blocked'])

/** What keeps a planned change that was read from a file from being used, to follow "change 1"; undefined when nothing does. */
export function changeProblem(change: JsonObject): string | undefined {
  const { arn, action, before, after, liveHash, location, guard } = change
  if (typeof arn !== 'string') return 'has no ARN'
  if (typeof action !== 'string' || !actions.has(action))
    return `has an unknown action: ${JSON.stringify(action ?? null)}`
  if (!isObject(location) || typeof location.file !== 'string' || !isObject(guard))
    return 'has no "location" or "guard"'
  const { suppress = [] } = guard
  if (!Array.isArray(suppress) || !suppress.every(isSuppression)) return 'has suppressions that are no list of them'
  if (action !== 'update' && action !== 'no-op') return undefined
  if (!laneOf(arn)) return `names no infrastructure configuration: ${JSON.stringify(arn)}`
  if (action === 'no-op') return undefined
  if (!isObject(before) || !isObject(after)) return 'has no complete "before" and "after"'
  if (liveHash !== hashFields(before)) return 'has a "liveHash" that is not that of "before"'
  return undefined
}

/** Whatever it says: that is judged as a suppression in a spec is. */
function isSuppression(value: Json): boolean {
  return (
    isObject(value) && ['rule', 'reason', 'expires'].every((key) => ['string', 'undefined'].includes(typeof value[key]))
  )
}
