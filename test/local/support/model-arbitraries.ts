import fc from 'fast-check'
import {
  type MemberShape,
  membersOf,
  type OperationName,
  operations,
  type Shape,
  shapeOf,
} from '../../../src/local/model.ts'
import type { Json, JsonObject } from '../../../src/model/json.ts'

/** One way to break the model at one place. */
export interface Violation {
  /** Such as `logging.s3Logs.s3BucketName: over 1024 characters`. */
  what: string
  kind: 'type' | 'missing' | 'constraint'
  /** Name of the error. */
  expected: string
  /** Inputs, or values, that are otherwise valid. */
  value: fc.Arbitrary<Json>
}

/** Inputs that the model allows; what no shape says, such as what has to exist, is not looked at. */
export function validInputs(name: OperationName): fc.Arbitrary<JsonObject> {
  return validStructure(shapeOf(operations[name].input))
}

/** Every single violation of an operation's model, each as inputs that have nothing else wrong. */
export function violationsOf(name: OperationName): (Violation & { value: fc.Arbitrary<JsonObject> })[] {
  const shape = shapeOf(operations[name].input)
  const invalid = operations[name].uri.startsWith('/tags/') ? 'InvalidParameterException' : 'InvalidRequestException'
  // The rest of an input is one of these, since making one anew each time is slow.
  const bases = fc.constantFrom(...fc.sample(validStructure(shape), 10))
  return structureViolations(shape, invalid, '').map(({ value, ...violation }) => {
    const inputs = fc.tuple(bases, value).map(([base, broken]) => {
      const whole = { ...base, ...(broken as JsonObject) }
      if (violation.kind === 'missing' && !violation.what.includes('.'))
        delete whole[violation.what.split(':')[0] ?? '']
      return whole
    })
    return { ...violation, value: inputs }
  })
}

const made = new Map<string, fc.Arbitrary<Json>>()

function validOf(shapeName: string): fc.Arbitrary<Json> {
  const known = made.get(shapeName) ?? makeValid(shapeOf(shapeName))
  made.set(shapeName, known)
  return known
}

function makeValid(shape: Shape): fc.Arbitrary<Json> {
  switch (shape.type) {
    case 'structure':
      return validStructure(shape)
    case 'list': {
      const { min: minLength = 0, max = minLength + 3 } = shape
      return fc.array(validOf(shape.member?.shape ?? ''), { minLength, maxLength: max })
    }
    case 'map': {
      const keys = validOf(shape.key?.shape ?? '') as fc.Arbitrary<string>
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
    const texts = fc.string({ minLength: min, maxLength: Math.min(20, longest) })
    return fc.oneof(texts, fc.constant('€'.repeat(longest))).filter((text) => fits(text, min, longest))
  }
  const texts = fc.stringMatching(generating(pattern))
  return texts.filter((text) => fits(text, min, longest) && allows(pattern, text))
}

/** A narrower pattern: fast-check knows no lookahead, and is slow to enumerate all of Unicode but one character. */
function generating(pattern: string): RegExp {
  const narrow = pattern
    .replace(/\(\?!.*?\)/, '')
    .replaceAll('[^:]', '[a-z-]')
    .replaceAll('[^\\x00]', '[a-z €]')
    .replaceAll('\\s', ' ')
  return new RegExp(narrow.startsWith('^') ? narrow : `^(?:${narrow})$`, 'u')
}

/** A pattern speaks of the whole text. */
function allows(pattern: string, text: string): boolean {
  return new RegExp(`^(?:${pattern})$`, 'u').test(text)
}

function fits(text: string, min: number, max: number): boolean {
  const length = [...text].length
  return length >= min && length <= max
}

/** Values of a shape with exactly one thing wrong, at any depth. A member that stands in the URL is always text. */
function violations({ shape: shapeName, location }: MemberShape, invalid: string, path: string): Violation[] {
  const shape = shapeOf(shapeName)
  const own = [...(location ? [] : typeViolations(shape, path)), ...constraintViolations(shape, invalid, path)]
  const inner: Record<Shape['type'], () => Violation[]> = {
    structure: () => structureViolations(shape, invalid, path),
    list: () => itemViolations(shape, invalid, path, location),
    map: () => entryViolations(shape, invalid, path),
    string: () => [],
    integer: () => [],
    boolean: () => [],
  }
  return [...own, ...inner[shape.type]()]
}

/** A structure of its required members, with one that is wrong or missing. */
function structureViolations(shape: Shape, invalid: string, path: string): Violation[] {
  const required = shape.required ?? []
  const only = Object.fromEntries(membersOf(shape).filter(([name]) => required.includes(name)))
  const base = validStructure({ ...shape, members: only })
  const wrong = membersOf(shape).flatMap(([name, member]) =>
    violations(member, invalid, join(path, name)).map((violation) => ({
      ...violation,
      value: fc.tuple(base, violation.value).map(([rest, value]): Json => ({ ...rest, [name]: value })),
    })),
  )
  const missing = required.map((name): Violation => {
    const value = base.map(({ [name]: _left, ...rest }): Json => rest)
    return { what: `${join(path, name)}: missing`, kind: 'missing', expected: invalid, value }
  })
  return [...wrong, ...missing]
}

function itemViolations(shape: Shape, invalid: string, path: string, location: MemberShape['location']): Violation[] {
  const item: MemberShape = { shape: shape.member?.shape ?? '', ...(location && { location }) }
  return violations(item, invalid, `${path}.0`).map((violation) => ({
    ...violation,
    value: violation.value.map((value): Json => [value]),
  }))
}

function entryViolations(shape: Shape, invalid: string, path: string): Violation[] {
  const value = { shape: shape.value?.shape ?? '' }
  const ofKeys = constraintViolations(shapeOf(shape.key?.shape ?? ''), invalid, `${path} key`)
  return [
    ...ofKeys.map((violation) => ({
      ...violation,
      value: violation.value.map((key): Json => ({ [String(key)]: 'v' })),
    })),
    ...violations(value, invalid, `${path}.key`).map((violation) => ({
      ...violation,
      value: violation.value.map((text): Json => ({ key: text })),
    })),
  ]
}

function typeViolations(shape: Shape, path: string): Violation[] {
  const wrong: Record<Shape['type'], Json[]> = {
    structure: ['text', 1, true, []],
    list: ['text', 1, true, {}],
    map: ['text', 1, true, []],
    string: [1, true, [], {}],
    integer: ['1', 1.5, true, [], {}],
    boolean: ['true', 1, [], {}],
  }
  const value = fc.constantFrom(...wrong[shape.type])
  return [{ what: `${path}: no ${shape.type}`, kind: 'type', expected: 'SerializationException', value }]
}

function constraintViolations(shape: Shape, invalid: string, path: string): Violation[] {
  const { type, min = 0, max, pattern, enum: words } = shape
  const refused = (what: string, value: fc.Arbitrary<Json>): Violation => ({
    what: `${path}: ${what}`,
    kind: 'constraint',
    expected: invalid,
    value,
  })
  const found: Violation[] = []
  if (type === 'integer' && shape.min !== undefined) {
    found.push(refused(`under ${min}`, fc.oneof(fc.constant(min - 1), fc.integer({ min: min - 1000, max: min - 1 }))))
  }
  if (type === 'integer' && max !== undefined) {
    found.push(refused(`over ${max}`, fc.oneof(fc.constant(max + 1), fc.integer({ min: max + 1, max: max + 1000 }))))
  }
  if (type === 'string') {
    const texts = fc.oneof(fc.constantFrom('toString', '\n', 'a\n'), fc.string({ minLength: 1, maxLength: 30 }))
    if (min > 0) found.push(refused(`under ${min} characters`, fc.constant('a'.repeat(min - 1))))
    if (max !== undefined) found.push(refused(`over ${max} characters`, fc.constant('a'.repeat(max + 1))))
    if (words)
      found.push(
        refused(
          'no such word',
          texts.filter((text) => !words.includes(text)),
        ),
      )
    // Some patterns allow nearly everything.
    const strange =
      pattern === undefined ? [] : fc.sample(texts, { numRuns: 50, seed: 1 }).filter((text) => !allows(pattern, text))
    if (pattern && strange.length > 0)
      found.push(
        refused(
          'against the pattern',
          texts.filter((text) => !allows(pattern, text)),
        ),
      )
    if (pattern?.includes('\\x00')) found.push(refused('with a zero', fc.constant('a\0b')))
  }
  if (type === 'list') {
    const items = validOf(shape.member?.shape ?? '')
    if (min > 0) found.push(refused(`under ${min} items`, fc.constant([])))
    if (max !== undefined)
      found.push(refused(`over ${max} items`, fc.array(items, { minLength: max + 1, maxLength: max + 1 })))
  }
  if (type === 'map') {
    if (min > 0) found.push(refused(`under ${min} entries`, fc.constant({})))
    const many = Array.from({ length: (max ?? 0) + 1 }, (_, index) => [`k${index}`, ''])
    if (max !== undefined) found.push(refused(`over ${max} entries`, fc.constant(Object.fromEntries(many))))
  }
  return found
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
