import { hash } from 'node:crypto'
import { canonicalJson } from '../model/canonical.ts'
import type { JsonObject } from '../model/json.ts'
import { ApiError } from './api-error.ts'
import type { Scope } from './operation.ts'
import type { Memory } from './store.ts'

/** A request's client token, with what it was first used for. */
export interface Token {
  key: string
  digest: string
  /** The first answer, when this request repeats another. */
  answer: JsonObject | undefined
}

/**
 * Looks the client token up; undefined for an input without one.
 * @throws {ApiError} when the token was used with other parameters
 */
export function recall(operation: string, input: JsonObject, scope: Scope): Token | undefined {
  const { clientToken, ...parameters } = input
  if (typeof clientToken !== 'string') return undefined
  // As JSON, since a database keeps no lone surrogates apart.
  const key = `${scope.account}/${scope.region}/${operation}/${JSON.stringify(clientToken)}`
  const digest = hash('sha256', canonicalJson(parameters), 'base64')
  const memory = scope.store.recall(key, scope.now)
  if (memory && memory.digest !== digest) {
    throw new ApiError(
      'IdempotentParameterMismatchException',
      `The client token '${clientToken}' was used before with other parameters.`,
    )
  }
  return { key, digest, answer: memory?.output }
}

export function remember({ key, digest }: Token, output: JsonObject, time: number): Memory {
  return { key, digest, time, output }
}
