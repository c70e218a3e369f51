import type { JsonObject } from '../model/json.ts'
import type { UpdateMode } from '../model/spec.ts'
import { mergePatch, unnameableOf, withoutEmpty } from './configuration.ts'

/** The complete configuration that a spec asks for, given the live one: what an update of it has to hold. */
export function overlay(live: JsonObject, config: JsonObject, update: UpdateMode): JsonObject {
  const base = update === 'replace' ? unnameableOf(live) : live
  return withoutEmpty(mergePatch(base, config) as JsonObject)
}
