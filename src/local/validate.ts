import type { Json, JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { ApiError } from './api-error.ts'
import { membersOf, type Shape, shapeOf } from './model.ts'

/** Throws when a value is not what the model says; `path` names it, such as `logging.s3Logs.s3BucketName`. */
type Check = (value: Json, path: string) => void

const checks = new Map<string, Check>()

/**
 * Holds `input` against a shape of the model. Members that the shape does not know pass: the real service may know more
 * than the model at hand.
 * @throws {ApiError} SerializationException for a wrong type, else `error` for a constraint
 */
export function validate(input: JsonObject, shapeName: string, error: string): void {
  try {
    checkOf(shapeName)(input, '')
  } catch (thrown) {
    throw thrown instanceof Violation ? new ApiError(error, thrown.message) : thrown
  }
}

class Violation extends Error {}

function checkOf(shapeName: string): Check {
  const known = checks.get(shapeName)
  if (known) return known
  const shape = shapeOf(shapeName)
  const check = compilers[shape.type](shape)
  checks.set(shapeName, check)
  return check
}

const compilers: Record<Shape['type'], (shape: Shape) => Check> = {
  structure: compileStructure,
  list: compileList,
  map: compileMap,
  string: compileString,
  integer: compileInteger,
  boolean: () => (value, path) => {
    if (typeof value !== 'boolean') throw wrongType(path, 'a boolean', value)
  },
}

function compileStructure(shape: Shape): Check {
  const required = shape.required ?? []
  const members = membersOf(shape).map(([name, member]) => [name, checkOf(member.shape)] as const)
  return (value, path) => {
    if (!isObject(value)) throw wrongType(path, 'an object', value)
    for (const [name, check] of members) {
      const member = Object.hasOwn(value, name) ? value[name] : undefined
      if (member !== undefined) check(member, join(path, name))
    }
    const missing = required.filter((name) => !Object.hasOwn(value, name))
    if (missing.length > 0) throw new Violation(`Missing required parameter: '${join(path, missing[0] ?? '')}'.`)
  }
}

function compileList(shape: Shape): Check {
  const check = checkOf(shape.member?.shape ?? '')
  return (value, path) => {
    if (!Array.isArray(value)) throw wrongType(path, 'a list', value)
    value.forEach((item, index) => {
      check(item, `${path}[${index}]`)
    })
    checkSize(shape, value.length, path, 'items')
  }
}

function compileMap(shape: Shape): Check {
  const checkKey = checkOf(shape.key?.shape ?? '')
  const checkValue = checkOf(shape.value?.shape ?? '')
  return (value, path) => {
    if (!isObject(value)) throw wrongType(path, 'an object', value)
    const entries = Object.entries(value)
    for (const [key, item] of entries) {
      checkValue(item, `${path}.${key}`)
      checkKey(key, `${path} key`)
    }
    checkSize(shape, entries.length, path, 'entries')
  }
}

function compileString(shape: Shape): Check {
  const { min = 0, max = Number.POSITIVE_INFINITY } = shape
  // The model anchors some patterns and means all of them to be.
  const pattern = shape.pattern === undefined ? undefined : new RegExp(`^(?:${shape.pattern})$`, 'u')
  return (value, path) => {
    if (typeof value !== 'string') throw wrongType(path, 'a string', value)
    // Lengths count code points, of which there are at most as many as UTF-16 units and at least half as many.
    if (value.length > max || value.length < 2 * min) checkSize(shape, codePoints(value), path, 'characters')
    if (shape.enum && !shape.enum.includes(value)) {
      throw new Violation(`The value of '${path}' must be one of: ${shape.enum.join(', ')}.`)
    }
    if (pattern && !pattern.test(value)) {
      throw new Violation(`The value of '${path}' must match the pattern ${shape.pattern}.`)
    }
  }
}

function compileInteger(shape: Shape): Check {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(path, 'an integer', value)
    if (value < (shape.min ?? value)) throw new Violation(`The value of '${path}' must be at least ${shape.min}.`)
    if (value > (shape.max ?? value)) throw new Violation(`The value of '${path}' must be at most ${shape.max}.`)
  }
}

function checkSize({ min = 0, max = Number.POSITIVE_INFINITY }: Shape, size: number, path: string, of: string): void {
  if (size < min) throw new Violation(`'${path}' must have at least ${min} ${of}, and has ${size}.`)
  if (size > max) throw new Violation(`'${path}' must have at most ${max} ${of}, and has ${size}.`)
}

function codePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

function wrongType(path: string, expected: string, value: Json): ApiError {
  const found = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`
  return new ApiError('SerializationException', `'${path || 'body'}' must be ${expected}, found ${found}.`)
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
