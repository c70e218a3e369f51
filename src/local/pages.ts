import { hash } from 'node:crypto'
import { collectionOf } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { ApiError, invalidRequest } from './api-error.ts'
import type { Scope } from './operation.ts'
import type { Entry } from './store.ts'

const pageSize = 25

export interface Listing {
  /** Type of the resources, as in their ARNs. */
  type: string
  /** Names that the operation can filter by; each is a member of the resource. */
  filters: readonly string[]
}

/** One page of the caller's resources of a type, in order of creation, and the token of the next page. */
export function page(listing: Listing, input: JsonObject, scope: Scope): { items: JsonObject[]; nextToken?: string } {
  const matches = filterOf(input, listing.filters)
  const collection = collectionOf(listing.type, scope.account, scope.region)
  const query = hash('sha256', JSON.stringify([collection, input.filters ?? [], input.owner ?? 'Self']), 'base64url')
  const after = typeof input.nextToken === 'string' ? readToken(input.nextToken, query) : 0
  const size = typeof input.maxResults === 'number' ? input.maxResults : pageSize
  const found: Entry[] = []
  for (const entry of (input.owner ?? 'Self') === 'Self' ? scope.store.list(collection) : []) {
    if (entry.sequence <= after || !matches(entry.resource)) continue
    if (found.length === size) return { items: resources(found), nextToken: writeToken(found, query) }
    found.push(entry)
  }
  return { items: resources(found) }
}

function resources(entries: readonly Entry[]): JsonObject[] {
  return entries.map(({ resource }) => resource)
}

/** Every filter must match; one of its values is enough. */
function filterOf(input: JsonObject, allowed: readonly string[]): (resource: JsonObject) => boolean {
  const filters = (Array.isArray(input.filters) ? input.filters : []).filter(isObject)
  for (const { name, values } of filters) {
    if (typeof name !== 'string' || !allowed.includes(name)) {
      throw invalidRequest(`The filter '${String(name)}' is not supported. Filters: ${allowed.join(', ')}.`)
    }
    if (!Array.isArray(values)) throw invalidRequest(`The filter '${name}' has no values.`)
  }
  return (resource) =>
    filters.every(({ name, values }) => Array.isArray(values) && values.includes(resource[String(name)] ?? null))
}

/** Bound to the list, the account, the Region and the filter by a digest of them. */
function writeToken(entries: readonly Entry[], query: string): string {
  const last = entries.at(-1)?.sequence ?? 0
  return Buffer.from(`${last}.${seal(last, query)}`).toString('base64url')
}

function readToken(token: string, query: string): number {
  const [, last, digest] = /^(\d+)\.(.+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? []
  if (last === undefined || digest !== seal(Number(last), query)) {
    throw new ApiError('InvalidPaginationTokenException', 'The nextToken is not one of this list with these filters.')
  }
  return Number(last)
}

function seal(last: number, query: string): string {
  return hash('sha256', `${last}.${query}`, 'base64url')
}
