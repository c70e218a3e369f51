import { expect, it } from 'vitest'
import { append } from '../../src/model/append.ts'

it('more is appended than a call takes arguments', () => {
  const list = [1]
  const more = Array.from({ length: 500_000 }, (_, at) => at)
  expect(() => [...list].push(...more)).toThrow(RangeError)
  append(list, more)
  expect(list).toHaveLength(500_001)
})
