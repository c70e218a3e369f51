import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunksOf, jsonPieces } from '../../src/text/pieces.ts'
import { safeJson, safeJsonPieces } from '../../src/text/visible.ts'

describe('JSON in pieces', () => {
  it('is what JSON.stringify writes, however deep the pieces are', () => {
    const depth = fc.nat({ max: 4 })
    const indent = fc.constantFrom(0, 1, 2)
    fc.assert(
      fc.property(fc.jsonValue(), depth, indent, (value, deep, spaces) => {
        fc.pre(spaces > 0 || deep === 0)
        expect([...jsonPieces(value, spaces, deep)].join('')).toBe(JSON.stringify(value, null, spaces))
      }),
    )
  })

  it('is that of a list of any length, in few pieces', () => {
    for (const length of [0, 1, 31, 32, 33, 64, 100]) {
      const list = Array.from({ length }, (_, at) => (at % 3 === 0 ? [at] : { at }))
      for (const value of [list, { list }, { a: { list } }])
        for (const depth of [1, 2, 3, 4]) {
          const pieces = [...jsonPieces(value, 2, depth)]
          expect(pieces.join('')).toBe(JSON.stringify(value, null, 2))
        }
      expect([...jsonPieces(list, 2, 1)].length).toBeLessThan(6)
    }
  })

  it('leaves out what is undefined, and keeps numbers as they were written', () => {
    const value = { a: undefined, b: [undefined, 1], c: { d: undefined }, e: JSON.rawJSON('1.0'), f: [], g: {} }
    for (const depth of [0, 1, 2, 3]) {
      expect([...jsonPieces(value, 2, depth)].join('')).toBe(JSON.stringify(value, null, 2))
    }
  })

  it('escapes what steers a terminal or a runner, as the whole does', () => {
    const value = { findings: [{ message: '##[error]\u001b[31m' }, { message: '\u202e' }] }
    expect([...safeJsonPieces(value, 2)].join('')).toBe(safeJson(value))
    expect(safeJson(value)).not.toMatch(/##\[|\u001b|\u202e/)
    expect(JSON.parse(safeJson(value))).toEqual(value)
  })
})

it('small pieces are written together, a text is left whole', () => {
  const pieces = Array.from({ length: 10_000 }, (_, index) => `line ${index}\n`)
  const chunks = [...chunksOf(pieces)]
  expect(chunks.join('')).toBe(pieces.join(''))
  expect(chunks.length).toBeLessThan(3)
  expect([...chunksOf('text')]).toEqual(['text'])
  expect([...chunksOf([])]).toEqual([])
})
