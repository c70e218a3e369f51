import { listOf } from '../aws/wire.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'

/** Readers of answers: whatever a service sends, they find what is meant or nothing. */
export const textOf = (value: Json | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

export const objectsOf = (value: Json | undefined): JsonObject[] => listOf(value).filter(isObject)

/** EC2's and SNS's booleans are text. */
export const isTrue = (value: Json | undefined): boolean => value === true || value === 'true'
