import type { SpecFields } from '../generated/spec.ts'
import type { Json, JsonObject, Path } from '../model/json.ts'
import { isObject } from '../model/json.ts'

/** A configuration in the API's field names; nulls and empty structures count as absent and are left out. */
export type Configuration = Present<Omit<SpecFields, 'infrastructureConfigurationArn' | 'clientToken' | 'x-guard'>>

type Present<T> = T extends readonly (infer Item)[]
  ? Item[]
  : T extends object
    ? { [Key in keyof T]: Present<NonNullable<T[Key]>> }
    : T

/** What a field holds where its value is taken whole. */
export type Kind = 'text' | 'number' | 'boolean' | 'texts' | 'tags'

/** The fields that a spec can name, down to where a value is taken whole. The compiler keeps it complete. */
type Nameable<T> = { [Key in keyof T]-?: KindOf<NonNullable<T[Key]>> }
type KindOf<T> = T extends readonly unknown[]
  ? 'texts'
  : T extends string
    ? 'text'
    : T extends number
      ? 'number'
      : T extends boolean
        ? 'boolean'
        : string extends keyof T
          ? 'tags'
          : Nameable<T>
export type Shape = { readonly [key: string]: Kind | Shape }

export const nameable: Nameable<Configuration> = {
  description: 'text',
  instanceTypes: 'texts',
  instanceProfileName: 'text',
  securityGroupIds: 'texts',
  subnetId: 'text',
  logging: { s3Logs: { s3BucketName: 'text', s3KeyPrefix: 'text' } },
  keyPair: 'text',
  terminateInstanceOnFailure: 'boolean',
  terminateInstanceOnCompletion: 'boolean',
  snsTopicArn: 'text',
  resourceTags: 'tags',
  instanceMetadataOptions: { httpTokens: 'text', httpPutResponseHopLimit: 'number' },
  placement: { availabilityZone: 'text', tenancy: 'text', hostId: 'text', hostResourceGroupArn: 'text' },
  parentInstance: { autoScalingGroup: { name: 'text', capacityWaitTimeoutSeconds: 'number' } },
}

/** Whether a spec can name what stands at a path, or what it stands in. */
export function isNameable(path: Path): boolean {
  let known: Kind | Shape = nameable
  for (const key of path) {
    if (typeof known === 'string') return true
    const inner: Kind | Shape | undefined = Object.hasOwn(known, key) ? known[key] : undefined
    if (inner === undefined) return false
    known = inner
  }
  return true
}

/** Fields whose list is a set, by pointer: the service answers in an order of its own. That of `instanceTypes` is a preference. */
export const setFields: ReadonlySet<string> = new Set(['/securityGroupIds'])

/** Members of Get's answer that are no fields of an update. */
const answerOnly = new Set(['arn', 'name', 'dateCreated', 'dateUpdated', 'tags'])

/** A configuration as Get answers it, cut down to what an update of it would hold. */
export function requestOf(live: JsonObject): JsonObject {
  return fromEntries(Object.entries(live).filter(([key]) => !answerOnly.has(key)))
}

/** The configuration's own tags, not `resourceTags`. */
export function tagsOf(live: JsonObject): Record<string, string> {
  const tags = isObject(live.tags) ? Object.entries(live.tags) : []
  return fromEntries(tags.filter((tag): tag is [string, string] => typeof tag[1] === 'string'))
}

/** What of a configuration a spec can name, in the order of the API's documentation. */
export function nameableOf(configuration: JsonObject, shape: Shape = nameable): JsonObject {
  const kept: [string, Json][] = []
  for (const [key, known] of Object.entries(shape)) {
    const value = Object.hasOwn(configuration, key) ? configuration[key] : undefined
    if (value === undefined) continue
    kept.push([key, typeof known !== 'string' && isObject(value) ? nameableOf(value, known) : value])
  }
  return fromEntries(kept)
}

/** What of a configuration no spec can name: fields newer than this version. */
export function unnameableOf(configuration: JsonObject, shape: Shape = nameable): JsonObject {
  const kept: [string, Json][] = []
  for (const [key, value] of Object.entries(configuration)) {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined
    if (known === undefined) kept.push([key, value])
    else if (typeof known !== 'string' && isObject(value)) {
      const inner = unnameableOf(value, known)
      if (Object.keys(inner).length > 0) kept.push([key, inner])
    }
  }
  return fromEntries(kept)
}

/**
 * Leaves out what means nothing: the API reads `{}` and `[]` as absent, and its model refuses some of them. Only where a
 * spec can name the field; what this version does not know is left as it is.
 */
export function withoutEmpty(configuration: JsonObject, shape: Shape = nameable): JsonObject {
  const kept: [string, Json][] = []
  for (const [key, value] of Object.entries(configuration)) {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined
    const pruned = typeof known === 'object' && isObject(value) ? withoutEmpty(value, known) : value
    if (known === undefined || !isEmpty(pruned)) kept.push([key, pruned])
  }
  return fromEntries(kept)
}

/** JSON Merge Patch (RFC 7396). */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch
  const result = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key)
    else result.set(key, mergePatch(result.get(key), value))
  }
  return fromEntries(result)
}

export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Unlike assignment, safe for a key such as `__proto__` in somebody's live configuration. */
function fromEntries<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries(entries)
}
