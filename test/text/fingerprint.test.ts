import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fingerprint } from '../../src/text/fingerprint.ts'

it('tells texts apart, however little they differ', () => {
  const texts = fc.uniqueArray(fc.string({ unit: 'binary', maxLength: 20 }), { minLength: 2, maxLength: 20 })
  const property = fc.property(texts, (all) => {
    expect(new Set(all.map(fingerprint)).size).toBe(all.length)
  })
  fc.assert(property, { numRuns: 20 })
  const numbers = Array.from({ length: 5_000 }, (_, at) => fingerprint(`{"maximum":${at}}`))
  expect(new Set(numbers).size).toBe(5_000)
})
