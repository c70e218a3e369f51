import { isUtf8 } from 'node:buffer'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject, parseJson } from '../model/json.ts'
import { ApiError } from './api-error.ts'
import type { Call } from './exchange.ts'
import { membersOf, type OperationModel, shapeOf } from './model.ts'

const maximumDepth = 200

/** The operation's input, gathered from body, query and path as the model places its members. */
export function readInput(operation: OperationModel, { path, query, body }: Call): JsonObject {
  if (!body) throw new ApiError('RequestEntityTooLargeException', 'The body is over 4 MiB.')
  const input = body.length === 0 || operation.method === 'GET' ? {} : parseBody(body)
  const parameters = new URLSearchParams(query)
  for (const [name, member] of membersOf(shapeOf(operation.input))) {
    if (member.location === 'uri') input[name] = decodeSegment(path.slice(operation.uri.indexOf('{')))
    if (member.location !== 'querystring') continue
    delete input[name]
    const values = parameters.getAll(name)
    const [first] = values
    if (first !== undefined) input[name] = shapeOf(member.shape).type === 'list' ? values : first
  }
  return input
}

function parseBody(body: Buffer): JsonObject {
  if (!isUtf8(body)) throw new ApiError('SerializationException', 'The body is not UTF-8.')
  let value: Json
  try {
    value = parseJson(body.toString())
  } catch (error) {
    throw new ApiError('SerializationException', `The body is not JSON: ${(error as Error).message}`)
  }
  if (!isObject(value)) throw new ApiError('SerializationException', 'The body must be a JSON object.')
  dropNulls(value)
  return value
}

/** A member that is null counts as absent, at any depth. */
export function dropNulls(value: JsonObject | Json[], depth = 1): void {
  if (depth > maximumDepth) {
    throw new ApiError('SerializationException', `The body is nested more than ${maximumDepth} levels deep.`)
  }
  for (const [key, member] of Object.entries(value)) {
    if (member === null && !Array.isArray(value)) delete value[key]
    else if (isObject(member) || Array.isArray(member)) dropNulls(member, depth + 1)
  }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new ApiError('InvalidParameterException', `The path segment ${segment} is not percent-encoded correctly.`)
  }
}
