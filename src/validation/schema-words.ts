import type { Json, Path } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { closestName, list } from '../text/closest-name.ts'
import { short } from '../text/short.ts'
import type { ErrorObject } from './validation-error.ts'

/** What a value must be, to follow "it ". */
export function expected({ keyword, params, data }: ErrorObject): string {
  switch (keyword) {
    case 'type':
      return `must be ${typeWords(params.type as string | string[])}`
    case 'enum':
      return `must be ${list((params.allowedValues as Json[]).filter((value) => value !== null))}`
    case 'minLength':
      return 'must not be empty'
    case 'maxLength':
      return `must have at most ${params.limit} characters, it has ${String(data).length}`
    case 'minimum':
      return `must be at least ${params.limit}`
    case 'maximum':
      return `must be at most ${params.limit}`
    case 'exclusiveMinimum':
      return `must be above ${params.limit}`
    case 'minItems':
      return 'must not be empty'
    case 'maxItems':
      return `must have at most ${params.limit} items`
    case 'maxProperties':
      return `must have at most ${params.limit} entries`
    default:
      return `must match ${params.pattern}`
  }
}

/** The allowed word that a wrong one most likely stands for, as a sentence of its own. */
export function suggestion({ keyword, params, data }: ErrorObject): string {
  if (keyword !== 'enum' || typeof data !== 'string') return ''
  const allowed = (params.allowedValues as Json[]).filter((value) => typeof value === 'string')
  const closest = closestName(data, allowed)
  return closest === undefined ? '' : ` Did you mean ${JSON.stringify(closest)}?`
}

const words: Record<string, string> = {
  string: 'text',
  array: 'a list',
  object: 'a map',
  boolean: 'true or false',
  integer: 'a whole number',
}

function typeWords(types: string | string[]): string {
  const known = [types].flat().filter((type) => type !== 'null')
  return known.map((type) => words[type] ?? type).join(' or ')
}

/** A value in a message: short, and on one line. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isObject(value as Json)) return 'a map'
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'absent')
  return short(text, 80)
}

/** A path as people write it: `overrides[0].files`. */
export function dotted(path: Path): string {
  return path
    .map((key, at) => (/^\d+$/.test(String(key)) ? `[${key}]` : `${at === 0 ? '' : '.'}${short(String(key))}`))
    .join('')
}
