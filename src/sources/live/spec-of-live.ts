import { sortKeys } from '../../model/canonical.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { isObject } from '../../model/json.ts'
import { fromPointer } from '../../model/pointer.ts'
import { nameableOf, requestOf, unnameableOf } from '../../resource/configuration.ts'
import { diffFields } from '../../resource/field-diff.ts'
import { present } from '../../resource/present.ts'
import { resourceType } from '../../resource/resource-type.ts'

/** A live configuration as a spec of it would be written. */
export interface LiveSpec {
  arn: string
  /** As in a spec file, the ARN first; values that mean nothing are left out. */
  spec: JsonObject
  /** Pointers of live fields that no spec can name; an update keeps them. */
  unnameable: string[]
}

/** The fields of a live configuration that a spec can hold; its name, dates and own tags are none of them. */
export function specOfLive(arn: string, live: JsonObject): LiveSpec {
  const request = requestOf(live)
  const spec = { [resourceType.arnField]: arn, ...inOrder(present(nameableOf(request))) }
  return { arn, spec, unnameable: diffFields({}, unnameableOf(request)).map(({ pointer }) => pointer) }
}

/** Tags in the order of their keys: the service answers them in any. */
function inOrder(config: JsonObject): JsonObject {
  const { resourceTags } = config
  return isObject(resourceTags) ? { ...config, resourceTags: sortKeys(resourceTags) } : config
}

/** The spec without what is at some pointers; of a list, which counts as one value, without the list. */
export function without(spec: JsonObject, pointers: readonly string[]): JsonObject {
  return pointers.reduce((left, pointer) => remove(left, fromPointer(pointer)), spec)
}

function remove(value: JsonObject, [key, ...rest]: readonly string[]): JsonObject {
  if (key === undefined || !Object.hasOwn(value, key)) return value
  const inner: Json | undefined = value[key]
  const { [key]: _, ...others } = value
  if (rest.length === 0 || !isObject(inner)) return others
  const left = remove(inner, rest)
  return Object.keys(left).length === 0 ? others : { ...value, [key]: left }
}
