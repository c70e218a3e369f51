import { laneOf } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { hashFields } from './field-diff.ts'

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
  if (!Array.isArray(suppress) || !suppress.every(isObject)) return 'has suppressions that are no list'
  if (action !== 'update') return undefined
  if (!laneOf(arn)) return `names no infrastructure configuration: ${JSON.stringify(arn)}`
  if (!isObject(before) || !isObject(after)) return 'has no complete "before" and "after"'
  if (liveHash !== hashFields(before)) return 'has a "liveHash" that is not that of "before"'
  return undefined
}
