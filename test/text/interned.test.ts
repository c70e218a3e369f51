import { expect, it } from 'vitest'
import { interned } from '../../src/text/interned.ts'

it('gives back what it is given, however many there are', () => {
  for (let at = 0; at < 3_000; at++) expect(interned(`text ${at % 2_000}`)).toBe(`text ${at % 2_000}`)
})
