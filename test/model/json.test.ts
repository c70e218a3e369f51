import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, parseJson, plainNumber } from '../../src/model/json.ts'

describe('a number of JSON', () => {
  it.each([
    '9007199254740993',
    '-12345678901234567890',
    '1.0',
    '1.10',
    '1e2',
    '-0',
    '1E400',
    '0.1000000000000000055',
    '123456789.123456789123',
  ])('%s survives as it was written, at any place', (text) => {
    for (const whole of [`[${text}]`, `{"a":${text}}`, `{"a":[1,{"b":${text}}]}`]) {
      expect(JSON.stringify(parseJson(whole))).toBe(whole)
    }
    const [value] = parseJson(`[${text}]`) as [number]
    expect(isObject(value)).toBe(false)
  })

  it('that JavaScript writes the same is a plain one', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        expect(parseJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('is worth the same however it is written', () => {
    const worth = (text: string) => plainNumber(JSON.rawJSON(text))
    expect(JSON.stringify(['1.0', '10e-1', '0.1E+1', '1.000'].map(worth))).toBe('[1,1,1,1]')
    expect(JSON.stringify(['-0', '0.00', '0e5'].map(worth))).toBe('[0,0,0]')
    for (const text of ['9007199254740993', '1e400', '0.1000000000000000055']) {
      expect(JSON.isRawJSON(worth(text)), text).toBe(true)
    }
  })
})
