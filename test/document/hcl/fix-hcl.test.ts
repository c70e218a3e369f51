import { expect, it } from 'vitest'
import { fixHcl } from '../../../src/document/edit/hcl/fix-hcl.ts'
import type { Patch } from '../../../src/document/edit/patch.ts'
import { loadHcl } from '../../../src/document/hcl/load-hcl.ts'

const hcl = await loadHcl()
const blocks = new Set(['options', 'logging', 's3_logs'])

/** The text with patches of what «…» marks; without marks, of the first block. */
function fixed(marked: string, patches: Patch[]): string {
  const start = marked.indexOf('«')
  const text = marked.replaceAll(/[«»]/g, '')
  const [block] = hcl.parse('main.tf', text).body.blocks
  const place = start < 0 ? block?.span : { start, end: marked.indexOf('»') - 1 }
  const language = { parse: (each: string) => hcl.parse('main.tf', each), isBlock: (name: string) => blocks.has(name) }
  return fixHcl(text, [{ ...(place ?? { start: 0, end: 0 }), patches }], language)
}

const add = (value: Patch['value'], ...path: string[]): Patch => ({ path, value })
const remove = (...path: string[]): Patch => ({ path, value: undefined })
const instead = (value: Patch['value']): Patch => ({ path: [], value })

it.each<[what: string, before: string, patches: Patch[], after: string]>([
  ['an argument into an empty block', 'a "b" {}\n', [add(true, 'c')], 'a "b" {\n  c = true\n}\n'],
  ['a block into an empty block', 'a {\n}\n', [add(1, 'options', 'x')], 'a {\n  options {\n    x = 1\n  }\n}\n'],
  [
    'an argument behind the last',
    'a {\n  b = 1 # b\n\n  options {}\n}\n',
    [add('x', 'long')],
    'a {\n  b    = 1 # b\n  long = "x"\n\n  options {}\n}\n',
  ],
  [
    'an argument before the blocks',
    'a { # a\n  options {}\n}\n',
    [add(1, 'b')],
    'a { # a\n  b = 1\n\n  options {}\n}\n',
  ],
  [
    'blocks behind all',
    'a {\n  b = 1\n  # end\n}\n',
    [add('l', 'logging', 's3_logs', 'bucket'), add(2, 'options', 'x')],
    'a {\n  b = 1\n  # end\n\n  logging {\n    s3_logs {\n      bucket = "l"\n    }\n  }\n\n  options {\n    x = 2\n  }\n}\n',
  ],
  [
    'both, with the indentation there is',
    'a {\n    b = 1\n}\n',
    [add(1, 'c'), add(2, 'options', 'x')],
    'a {\n    b = 1\n    c = 1\n\n    options {\n      x = 2\n    }\n}\n',
  ],
  [
    'before an argument of several lines',
    'a {\n  b = 1\n  tags = {\n    c = 2\n  }\n}\n',
    [add(1, 'longer')],
    'a {\n  b      = 1\n  longer = 1\n  tags = {\n    c = 2\n  }\n}\n',
  ],
  [
    'behind a heredoc, which is a line',
    'a {\n  b = <<EOT\nx = 1\nEOT\n}\n',
    [add(1, 'longer')],
    'a {\n  b      = <<EOT\nx = 1\nEOT\n  longer = 1\n}\n',
  ],
  ['with carriage returns', 'a {\r\n  b = 1\r\n}\r\n', [add(1, 'long')], 'a {\r\n  b    = 1\r\n  long = 1\r\n}\r\n'],
  [
    'where the last line has no break',
    'a {\n  b = 1 }',
    [add(1, 'options', 'x')],
    'a {\n  b = 1\n\n  options {\n    x = 1\n  }\n}',
  ],
  [
    'an argument that goes',
    'a {\n  b    = 1\n  long = 2\n  c    = 3\n}\n',
    [remove('long')],
    'a {\n  b = 1\n  c = 3\n}\n',
  ],
  [
    'an argument below one with comments in it',
    'a {\n  b /* = */ = /* c */ 1\n}\n',
    [add(1, 'long')],
    'a {\n  b /* = */ = /* c */ 1\n  long      = 1\n}\n',
  ],
  ['one with comments in it', 'a {\n  b /* c */ = /* d */ «1»\n}\n', [instead(2)], 'a {\n  b /* c */ = /* d */ 2\n}\n'],
  ['its comment stays', 'a {\n  b = 1 # why\n}\n', [remove('b')], 'a {\n  # why\n}\n'],
  ['the only one of a line', 'a { b = 1 }\n', [remove('b')], 'a {}\n'],
  ['one for another', 'a {\n  b = 1\n  c = 2\n}\n', [remove('b'), add(1, 'd')], 'a {\n  c = 2\n  d = 1\n}\n'],
  [
    'a value',
    'a {\n  b = «"x"» # c\n  d = 1   # e\n}\n',
    [instead('longer')],
    'a {\n  b = "longer" # c\n  d = 1        # e\n}\n',
  ],
  ['a text that is a number', 'a {\n  b = «"1"»\n}\n', [instead(2)], 'a {\n  b = "2"\n}\n'],
  ['a text like an expression', 'a {\n  b = «"x"»\n}\n', [instead('${y}\b"')], 'a {\n  b = "$${y}\\u0008\\""\n}\n'],
  ['a list', 'a {\n  b = «["x", "y"]»\n}\n', [instead(['z'])], 'a {\n  b = ["z"]\n}\n'],
  [
    'a list, but no comment of it',
    'a {\n  b = «[\n    "x", # why\n  ]»\n}\n',
    [instead(['z'])],
    'a {\n  b = [\n    "x", # why\n  ]\n}\n',
  ],
  ['no call', 'a {\n  b = «lower("X")»\n}\n', [instead('y')], 'a {\n  b = lower("X")\n}\n'],
  [
    'a key of an object',
    'a {\n  t = «{\n    b = 1\n    Name = "x" # n\n    c = 2\n  }»\n}\n',
    [remove('Name')],
    'a {\n  t = {\n    b = 1\n    # n\n    c = 2\n  }\n}\n',
  ],
  ['the last key of a line', 'a {\n  t = «{ b = 1, Name = "x" }»\n}\n', [remove('Name')], 'a {\n  t = { b = 1 }\n}\n'],
  ['the only key', 'a {\n  t = «{ Name = "x" }»\n}\n', [remove('Name')], 'a {\n  t = {}\n}\n'],
  [
    'a key more',
    'a {\n  t = «{\n    b = 1\n  }»\n}\n',
    [add('x', 'a:b')],
    'a {\n  t = {\n    b     = 1\n    "a:b" = "x"\n  }\n}\n',
  ],
  ['a key more on a line', 'a {\n  t = «{ b : 1 }»\n}\n', [add('x', 'c')], 'a {\n  t = { b : 1, c : "x" }\n}\n'],
  ['nothing in broken syntax', 'a {\n  b = \n}\n', [add(1, 'c')], 'a {\n  b = \n}\n'],
])('%s', (_, before, patches, after) => {
  expect(fixed(before, patches)).toBe(after)
})
