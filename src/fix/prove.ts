import { withPatch } from '../document/edit/fix-text.ts'
import type { Patch } from '../document/edit/patch.ts'
import { resourceKey } from '../lint/lint-resources.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Subject } from '../lint/subject.ts'
import type { Finding } from '../model/finding.ts'
import { isEqual } from '../model/is-equal.ts'
import { isObject, type Json, type JsonObject } from '../model/json.ts'
import { ResourceSource } from '../sources/resource/resource-source.ts'
import type { Request } from './agreement.ts'
import { type FixedText, resourceTexts } from './fix-resources.ts'

/** Texts that were read again and say what was asked for, and nothing else. */
export interface Proven {
  texts: FixedText[]
  /** Requests that could not be made so. */
  left: Request[]
}

/** So often modules are read again to find the requests that spoil the others. */
const mostReadings = 40

/**
 * Makes as many of the requests as can be made. Modules are worked out again with the new texts: what was asked for has
 * to be there, and every other value as it was.
 */
export async function proven(requests: readonly Request[], fleet: Fleet): Promise<Proven> {
  let readings = 0
  const attempt = async (some: readonly Request[]): Promise<Proven | undefined> => {
    const texts = resourceTexts(some)
    if (texts.length === 0 || !fleet.readWith) return { texts, left: texts.length === 0 ? [...some] : [] }
    if (readings++ >= mostReadings) return undefined
    const after = await fleet.readWith(new Map(texts.map(({ file, fixed }) => [file, fixed])))
    const left = leftOf(some, fleet, after)
    return left && { texts, left }
  }
  const most = async (some: readonly Request[], kept: readonly Request[]): Promise<readonly Request[]> => {
    if (some.length === 0 || (await attempt([...kept, ...some]))) return some
    if (some.length === 1) return []
    const middle = some.length >> 1
    const first = await most(some.slice(0, middle), kept)
    return [...first, ...(await most(some.slice(middle), [...kept, ...first]))]
  }
  const whole = await attempt(requests)
  if (whole) return whole
  const kept = await most(requests, [])
  readings = 0
  const { texts, left } = (await attempt(kept)) ?? { texts: [], left: kept }
  return { texts, left: [...left, ...requests.filter((request) => !kept.includes(request))] }
}

type Read = Pick<Fleet, 'resources' | 'findings'>

/** The requests that were not made; undefined when something else has changed its meaning. */
function leftOf(requests: readonly Request[], before: Read, after: Read): Request[] | undefined {
  const known = new Set(before.findings.map(nameOf))
  if (after.findings.some((finding) => !known.has(nameOf(finding)))) return undefined
  const now = new Map(modulesIn(after).map((subject) => [resourceKey(subject), subject]))
  const asked = Map.groupBy(requests, ({ judgement: { subject } }) => (subject ? resourceKey(subject) : ''))
  const left: Request[] = []
  const subjects = modulesIn(before)
  if (subjects.length !== now.size) return undefined
  for (const subject of subjects) {
    const found = now.get(resourceKey(subject))
    if (!found || hasMoreUnknowns(subject, found)) return undefined
    const { config } = found
    let intended = subject.config
    for (const request of asked.get(resourceKey(subject)) ?? []) {
      const { fix } = request.judgement
      if (fix.every((patch) => isMade(patch, config))) intended = fix.reduce(patched, intended)
      else left.push(request)
    }
    const { source } = subject
    const sent = source instanceof ResourceSource ? source.resource.asSent?.(intended) : undefined
    if (!isEqual(sent ?? intended, config)) return undefined
  }
  return left
}

/** What was known no longer is, as where a variable refuses its new value. */
function hasMoreUnknowns(before: Subject, after: Subject): boolean {
  const known = new Set(before.source.unknowns?.map(({ path }) => path.join('/')))
  return after.source.unknowns?.some(({ path }) => !known.has(path.join('/'))) ?? false
}

const nameOf = ({ ruleId, file, message, address, root }: Finding): string =>
  JSON.stringify([ruleId, file, message, address, root])

/** A template's conditions make several configurations of one, which change together. */
const modulesIn = ({ resources = [] }: Read): Subject[] =>
  resources.filter(({ origin, isOpaque }) => origin === 'terraform' && !isOpaque)

function patched(config: JsonObject, { path, value }: Patch): JsonObject {
  return withPatch(config, path.map(String), value ?? undefined)
}

function isMade({ path, value }: Patch, config: JsonObject): boolean {
  const found = path.reduce<Json | undefined>(
    (at, key) => (isObject(at ?? null) ? (at as JsonObject)[key] : undefined),
    config,
  )
  return isEqual(found, value ?? undefined)
}
