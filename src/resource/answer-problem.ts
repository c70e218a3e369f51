import type { Json, JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { isEmpty, type Kind, nameable, type Shape } from './configuration.ts'

/** No field of the API comes near it, and what walks a configuration need not fear for its stack. */
const deepest = 64

/** Why a configuration that the service answered can be neither judged nor updated; undefined when it can. */
export function answerProblem(live: JsonObject): string | undefined {
  if (isDeep(live)) return `it is nested deeper than ${deepest} levels`
  const odd = oddField(live, nameable, '')
  return odd && `${odd.pointer} is no ${words[odd.kind]}`
}

const words: Record<Kind | 'object', string> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  texts: 'list of texts',
  tags: 'object of texts',
  object: 'object',
}

function isDeep(live: JsonObject): boolean {
  let level: Json[] = [live]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level.flatMap((value) => Object.values(value as JsonObject).filter(isStructure))
  }
  return false
}

const isStructure = (value: Json): boolean => typeof value === 'object' && value !== null

function oddField(
  configuration: JsonObject,
  shape: Shape,
  parent: string,
): { pointer: string; kind: Kind | 'object' } | undefined {
  for (const [key, known] of Object.entries(shape)) {
    const value = Object.hasOwn(configuration, key) ? configuration[key] : undefined
    if (value === undefined || isEmpty(value)) continue
    const pointer = `${parent}/${key}`
    if (typeof known === 'string') {
      if (!isOf(known, value)) return { pointer, kind: known }
      continue
    }
    if (!isObject(value)) return { pointer, kind: 'object' }
    const odd = oddField(value, known, pointer)
    if (odd) return odd
  }
  return undefined
}

function isOf(kind: Kind, value: Json): boolean {
  const isText = (one: Json): boolean => typeof one === 'string'
  switch (kind) {
    case 'texts':
      return Array.isArray(value) && value.every(isText)
    case 'tags':
      return isObject(value) && Object.values(value).every(isText)
    case 'text':
      return isText(value)
    default:
      return typeof value === kind
  }
}
