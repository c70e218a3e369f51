import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadHcl } from '../../../src/document/hcl/load-hcl.ts'
import { expression, heredoc } from '../../support/terraform-expressions.ts'

const hcl = await loadHcl()

/** All that is known of a text, values that were left until now included. */
const known = (text: string, isNow?: () => boolean): unknown =>
  JSON.parse(JSON.stringify(hcl.parse('a.tf', text, isNow), (key, value) => (key === 'text' ? undefined : value)))

it('a value that is read when it is asked for is what it would have been, and stands where it stood', () => {
  const any = fc.oneof({ weight: 4, arbitrary: expression }, { weight: 1, arbitrary: heredoc })
  const property = fc.property(fc.array(any, { minLength: 5, maxLength: 5 }), (values) => {
    const text = `# é\nlocals {\n${values.map((value, at) => `e${at} = ${value}`).join('\n')}\n}\n`
    expect(known(text, () => false)).toEqual(known(text))
  })
  fc.assert(property, { numRuns: 30 })
})

it.each([
  'x { a = 1e3 # no\n b = [1e3, <<E\nx\nE\n ] }',
  'x {\n  a = 1\n  a = 2\n  y {\n    b = "é${1}"\n  }\n}',
  'x { a = 1 ? 2 }',
  'x { a = "\n }\ny { b = 2 }',
  'a = 1',
])('so it is in %j', (text) => {
  expect(known(text, () => false)).toEqual(known(text))
})

it('what is read later is told of before: that it is given twice, or broken', () => {
  const parse = (text: string) => hcl.parse('a.tf', text, () => false)
  expect(parse('x {\n  a = 1\n  a = 2\n}').problems).toMatchObject([{ message: 'a is given twice.' }])
  expect(parse('x {\n  a = 1 ? 2\n}').problems).toHaveLength(1)
})
