import type { Json, JsonObject } from '../model/json.ts'
import { nearestNumber } from '../model/json.ts'

/**
 * A configuration without nulls and empty structures: both count as absent, for rules as for the service. It is frozen: a
 * rule that writes to it would change what other rules judge.
 */
export function present(config: JsonObject): JsonObject {
  return (presentValue(config) ?? Object.freeze({})) as JsonObject
}

function presentValue(value: Json): Json | undefined {
  if (typeof value !== 'object') return value
  if (value === null) return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : (Object.freeze(value.slice()) as Json[])
  // Rules reckon with numbers.
  if (JSON.isRawJSON(value)) return nearestNumber(value)
  const result: JsonObject = {}
  let isEmpty = true
  // Without a list of the keys: half the time.
  for (const key in value) {
    const inner = value[key] as Json
    const kept = typeof inner === 'object' ? presentValue(inner) : inner
    if (kept === undefined) continue
    result[key] = kept
    isEmpty = false
  }
  return isEmpty ? undefined : Object.freeze(result)
}
