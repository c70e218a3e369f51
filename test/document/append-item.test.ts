import { expect, it } from 'vitest'
import { appendItem } from '../../src/document/edit/append-item.ts'
import { parse } from '../../src/document/yaml/parse.ts'

const item = { rule: 'x', reason: '' }

function append(text: string, json = false): string | undefined {
  const [top] = parse(text, { json }).documents
  return top && appendItem(text, top, ['g', 's'], item, { json })
}

it.each([
  ['a: 1 # c\n', 'a: 1 # c\ng:\n  s: [{ rule: x, reason: "" }]\n'],
  ['g:\n    i: AMI\n', 'g:\n    i: AMI\n    s: [{ rule: x, reason: "" }]\n'],
  ['g: {}\n', 'g: { s: [{ rule: x, reason: "" }] }\n'],
  ['g: { s: [] }\n', 'g: { s: [{ rule: x, reason: "" }] }\n'],
  ['g: { s: [{ rule: a }] } # c\n', 'g: { s: [{ rule: a }, { rule: x, reason: "" }] } # c\n'],
  [
    'g:\r\n  s:\r\n  - rule: a # why\r\n    reason: b # c\r\nz: 1\r\n',
    'g:\r\n  s:\r\n  - rule: a # why\r\n    reason: b # c\r\n  - { rule: x, reason: "" }\r\nz: 1\r\n',
  ],
  ['g:\n  s:\n    - { rule: a }', 'g:\n  s:\n    - { rule: a }\n    - { rule: x, reason: "" }'],
  ['g:\n  s: [\n    { rule: a }\n    ]\n', 'g:\n  s: [\n    { rule: a }, { rule: x, reason: "" }\n    ]\n'],
])('adds to what is written as %j', (text, wanted) => {
  expect(append(text)).toBe(wanted)
})

it('writes JSON where the file is JSON', () => {
  expect(append('{"g": {"s": [{"rule": "a"}]}}', true)).toBe(
    '{"g": {"s": [{"rule": "a"}, {"rule": "x", "reason": ""}]}}',
  )
  expect(append('{\n  "a": 1\n}\n', true)).toBe(
    '{\n  "a": 1,\n  "g": {\n    "s": [{"rule": "x", "reason": ""}]\n  }\n}\n',
  )
})

it('leaves what cannot be edited in place', () => {
  expect(append('a: &l [1]\ng: { s: *l }\n')).toBeUndefined()
  expect(append('g: &g { s: [1] }\nh: *g\n')).toBeUndefined()
  expect(append('g: text\n')).toBeUndefined()
  expect(append('g: { s: text }\n')).toBeUndefined()
})
