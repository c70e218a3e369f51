import type { Json } from './json.ts'
import { isObject, plainNumber } from './json.ts'

/** JSON text that is equal for equal values: keys are sorted, and a number of the same worth is written the same. */
export function canonicalJson(value: Json): string {
  if (typeof value !== 'object') return JSON.stringify(value)
  return JSON.stringify(value, (_key, inner: Json) => {
    if (JSON.isRawJSON(inner)) return plainNumber(inner)
    return isObject(inner) ? sortKeys(inner) : inner
  })
}

/** The same entries in the order of their keys; what is inside them stays as it is. */
export function sortKeys<T>(value: { [key: string]: T }): { [key: string]: T } {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
