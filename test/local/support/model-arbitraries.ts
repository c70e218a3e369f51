import fc from 'fast-check'
import { membersOf, operations, type Shape, shapeOf } from '../../../src/local/model.ts'
import type { Json, JsonObject } from '../../../src/model.ts'
import { arnOf } from './client.ts'

interface Violating {
  input: JsonObject
  /** Name of the error. */
  expected: string
}

export interface OperationCase {
  name: string
  method: string
  path: string
  valid: fc.Arbitrary<JsonObject>
  violating: fc.Arbitrary<Violating>
}

interface Violation {
  value: Json
  expected: string
}

const serialization = 'SerializationException'
const invalid = 'InvalidRequestException'

/** The operations whose whole input is a body. */
export const operationCases: OperationCase[] = (
  [
    'CreateInfrastructureConfiguration',
    'UpdateInfrastructureConfiguration',
    'ListInfrastructureConfigurations',
  ] as const
).map((name) => {
  const { method, uri, input } = operations[name]
  const shape = shapeOf(input)
  const valid = validStructure(shape).map((value) => consistent(name, value))
  const violating = fc
    .tuple(valid, memberViolations(shape))
    .map(([base, { value, expected }]) => ({ input: { ...base, ...(value as JsonObject) }, expected }))
  return { name, method, path: uri, valid, violating: fc.oneof(violating, missing(shape, valid)) }
})

/** What no shape says: rules over several members, what must exist, and unique names. */
function consistent(name: string, input: JsonObject): JsonObject {
  const { dryRun: _dryRun, subnetId, placement: _placement, nextToken: _token, filters: _filters, ...rest } = input
  if (name === 'ListInfrastructureConfigurations') return rest
  const unique = crypto.randomUUID()
  return {
    ...rest,
    ...(subnetId !== undefined && { subnetId, securityGroupIds: ['sg-1'] }),
    clientToken: unique,
    ...(name.startsWith('Create') ? { name: unique } : { infrastructureConfigurationArn: arnOf('web') }),
  }
}

/** One required member less. */
function missing(shape: Shape, valid: fc.Arbitrary<JsonObject>): fc.Arbitrary<Violating> {
  const required = shape.required ?? []
  if (required.length === 0) return fc.constant({ input: { maxResults: 0 }, expected: invalid })
  return fc.tuple(valid, fc.constantFrom(...required)).map(([input, name]) => {
    const { [name]: _left, ...rest } = input
    return { input: rest, expected: invalid }
  })
}

function validOf(shapeName: string): fc.Arbitrary<Json> {
  const shape = shapeOf(shapeName)
  switch (shape.type) {
    case 'structure':
      return validStructure(shape)
    case 'list':
      return fc.array(validOf(shape.member?.shape ?? ''), { minLength: shape.min ?? 0, maxLength: shape.max ?? 3 })
    case 'map': {
      const keys = validOf(shape.key?.shape ?? '').filter(
        (key) => key !== 'Name' && key !== 'Tags',
      ) as fc.Arbitrary<string>
      const values = validOf(shape.value?.shape ?? '')
      return fc.dictionary(keys, values, { minKeys: shape.min ?? 0, maxKeys: 4, noNullPrototype: true })
    }
    case 'integer':
      return fc.integer({ min: shape.min ?? -10, max: shape.max ?? 10 })
    case 'boolean':
      return fc.boolean()
    case 'string':
      return validString(shape)
  }
}

function validStructure(shape: Shape): fc.Arbitrary<JsonObject> {
  const members = Object.fromEntries(membersOf(shape).map(([name, { shape: of }]) => [name, validOf(of)]))
  return fc.record(members, { requiredKeys: shape.required ?? [], noNullPrototype: true }) as fc.Arbitrary<JsonObject>
}

function validString({ enum: words, pattern, min = 0, max = 1024 }: Shape): fc.Arbitrary<string> {
  if (words) return fc.constantFrom(...words)
  const longest = Math.min(max, 1024)
  if (!pattern) {
    const texts = fc.string({ minLength: min, maxLength: 20 })
    return fc.oneof(texts, fc.constant('€'.repeat(longest))).filter((text) => fits(text, min, longest))
  }
  const allowed = new RegExp(pattern, 'u')
  return fc.stringMatching(generating(pattern)).filter((text) => fits(text, min, longest) && allowed.test(text))
}

/** A narrower pattern: fast-check knows no lookahead, and is slow to enumerate all of Unicode but one character. */
function generating(pattern: string): RegExp {
  return new RegExp(
    pattern
      .replace(/\(\?!.*?\)/, '')
      .replaceAll('[^:]', '[a-z-]')
      .replaceAll('\\s', ' '),
    'u',
  )
}

function fits(text: string, min: number, max: number): boolean {
  const length = [...text].length
  return length >= min && length <= max
}

/** Values with exactly one thing wrong, at any depth. */
function violations(shapeName: string): fc.Arbitrary<Violation> {
  const shape = shapeOf(shapeName)
  return fc.oneof(...ownViolations(shape), ...(shape.type === 'structure' ? [memberViolations(shape)] : []))
}

/** A structure of its required members and one that is wrong. */
function memberViolations(shape: Shape): fc.Arbitrary<Violation> {
  const wrong = membersOf(shape).map(([name, { shape: of }]) =>
    violations(of).map(({ value, expected }) => ({ value: { [name]: value }, expected })),
  )
  const required = validStructure({ ...shape, members: only(shape, shape.required ?? []) })
  return fc.tuple(required, fc.oneof(...wrong)).map(([base, { value, expected }]) => ({
    value: { ...base, ...(value as JsonObject) },
    expected,
  }))
}

function only(shape: Shape, names: string[]): NonNullable<Shape['members']> {
  return Object.fromEntries(membersOf(shape).filter(([name]) => names.includes(name)))
}

function ownViolations(shape: Shape): fc.Arbitrary<Violation>[] {
  const wrongType: Json[] = {
    structure: ['text', 1, true, []],
    list: ['text', 1, true, {}],
    map: ['text', 1, true, []],
    string: [1, true, [], {}],
    integer: ['1', 1.5, true, [], {}],
    boolean: ['true', 1, [], {}],
  }[shape.type]
  const type = fc.constantFrom(...wrongType).map((value) => ({ value, expected: serialization }))
  return [type, ...constraintViolations(shape)]
}

function constraintViolations(shape: Shape): fc.Arbitrary<Violation>[] {
  const { type, min, max, pattern, enum: words } = shape
  const refuse = (value: Json) => ({ value, expected: invalid })
  const found: fc.Arbitrary<Violation>[] = []
  if (type === 'integer') {
    if (min !== undefined) found.push(fc.integer({ min: min - 1000, max: min - 1 }).map(refuse))
    if (max !== undefined) found.push(fc.integer({ min: max + 1, max: max + 1000 }).map(refuse))
  }
  if (type === 'string') {
    if (min === 1) found.push(fc.constant(refuse('')))
    if (max !== undefined) found.push(fc.constant(refuse('a'.repeat(max + 1))))
    if (words)
      found.push(
        fc
          .string()
          .filter((text) => !words.includes(text))
          .map(refuse),
      )
    if (pattern) {
      const allowed = new RegExp(pattern, 'u')
      found.push(
        fc
          .string({ minLength: 1, maxLength: 30 })
          .filter((text) => !allowed.test(text))
          .map(refuse),
      )
    }
  }
  if (type === 'list') {
    const items = violations(shape.member?.shape ?? '')
    found.push(items.map(({ value, expected }) => ({ value: [value], expected })))
    if (min === 1) found.push(fc.constant(refuse([])))
    if (max !== undefined) {
      found.push(fc.array(validOf(shape.member?.shape ?? ''), { minLength: max + 1, maxLength: max + 1 }).map(refuse))
    }
  }
  if (type === 'map') {
    if (min === 1) found.push(fc.constant(refuse({})))
    if (max !== undefined)
      found.push(
        fc.constant(refuse(Object.fromEntries(Array.from({ length: max + 1 }, (_, index) => [`k${index}`, ''])))),
      )
    found.push(fc.constantFrom('aws:own', '', 'ключ', 'k'.repeat(129)).map((key) => refuse({ [key]: 'value' })))
    found.push(
      fc.constant(refuse({ key: 'v'.repeat(257) })),
      fc.constant({ value: { key: 1 }, expected: serialization }),
    )
  }
  return found
}
