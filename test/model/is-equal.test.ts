import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isEqual } from '../../src/model/is-equal.ts'

it('two values are equal exactly when Node says so', () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  const same = value.map((each) => [each, structuredClone(each)])
  fc.assert(
    fc.property(
      fc.oneof(same, fc.tuple(value, value)),
      ([one, other]) => void expect(isEqual(one, other)).toBe(isDeepStrictEqual(one, other)),
    ),
  )
  expect(isEqual({ a: 1, b: undefined }, { b: undefined, a: 1 })).toBe(true)
  expect(isEqual({ a: undefined }, { b: undefined })).toBe(false)
  expect(isEqual([], {})).toBe(false)
})
