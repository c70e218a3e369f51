import { describe, expect, it } from 'vitest'
import { loadHcl } from '../../../src/document/hcl/load-hcl.ts'
import type { Expression, TemplatePart } from '../../../src/document/hcl/syntax.ts'

const { parse } = await loadHcl()

/** An expression in brackets, as people could write it down to say how it is read. */
function shown(expression: Expression): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'name':
      return expression.name
    case 'attribute':
      return `${shown(expression.of)}.${expression.name}`
    case 'index':
      return `${shown(expression.of)}[${JSON.stringify(shown(expression.key))}]`
    case 'splat':
      return `${shown(expression.of)}*(${shown(expression.each)})`
    case 'unary':
      return `(${expression.operator}${shown(expression.operand)})`
    case 'binary':
      return `(${shown(expression.left)} ${expression.operator} ${shown(expression.right)})`
    case 'conditional':
      return `(${shown(expression.condition)} ? ${shown(expression.yes)} : ${shown(expression.no)})`
    case 'template':
      return expression.parts.map(shownPart)
    case 'tuple':
      return expression.items.map(shown)
    case 'object':
      return Object.fromEntries(expression.items.map(({ key, value }) => [shown(key), shown(value)]))
    case 'call':
      return `${expression.name}(${expression.args.map(shown).join(', ')}${expression.spreads ? '...' : ''})`
    default:
      return expression.kind
  }
}

function shownPart(part: TemplatePart): unknown {
  if (part.kind === 'text') return part.text
  if (part.kind === 'value') return { value: shown(part.value) }
  if (part.kind === 'loop') return { loop: part.body.map(shownPart) }
  return { if: shown(part.condition), yes: part.yes.map(shownPart), no: part.no.map(shownPart) }
}

function read(text: string): unknown {
  const { body, problems } = parse('a.tf', `x = ${text}\n`)
  expect(problems).toEqual([])
  const [attribute] = body.attributes
  return attribute && shown(attribute.value)
}

describe('an expression of HCL', () => {
  it.each([
    ['a ? b : c ? d : e ? f : g', '(a ? b : (c ? d : (e ? f : g)))'],
    ['a || b && c == d + 1 * -2', '(a || (b && (c == (d + (1 * (-2))))))'],
    ['(a + b) * c', '((a + b) * c)'],
    ['var.list[0].name["x y"]', 'var.list[0].name["x y"]'],
    ['a.0.b', 'a[0].b'],
    ['a.*.b.c[0]', 'a*([*].b.c)[0]'],
    ['a[*].b[0].c', 'a*([*].b[0].c)'],
    ['merge(a, b...)', 'merge(a, b...)'],
    ['{ a = 1, "b" : null, (c) = [true] }', { a: 1, b: null, c: [true] }],
    ['"a\\n\\u00e9$${x}%%{y}\\""', 'a\né${x}%{y}"'],
    ['"a-${var.x}-b"', ['a-', { value: 'var.x' }, '-b']],
    ['"a ${~ b ~} c"', ['a', { value: 'b' }, 'c']],
    ['"%{ if a ~} b %{ else }c%{ endif }"', [{ if: 'a', yes: ['b '], no: ['c'] }]],
    ['<<-E\n    a\n      ${b}\n    E', ['a\n  ', { value: 'b' }, '\n']],
    ['<<E\n  a\n\n  b\nE', '  a\n\n  b\n'],
    [
      '<<-E\n    a\n\n      %{ if b ~}\n      c\n    %{ endif }\n  E',
      ['a\n\n  ', { if: 'b', yes: ['      c\n'], no: [] }, '\n'],
    ],
    ['<<E\n  a ${~ b ~}\n  c\nE', ['  a', { value: 'b' }, '  c\n']],
    ['"%{ if a ~}\\n b%{ endif }"', [{ if: 'a', yes: ['b'], no: [] }]],
    ['1e3 + 2E-1', '(1000 + 0.2)'],
    ['[for k, v in a : v if v != ""]', 'for'],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  // Blanks stand where a comment may.
  it.each([
    'a [ 0 ] . b',
    'a [*] . b . c',
    'a .* . b [ 0 ]',
    '! a',
    '- 1 + ( b ) * c',
    'a ? b : c ? d : e',
    'merge ( a , b ... )',
    '{ a = 1 , "b" : [ null ] , ( c ) = true }',
    '"x-${ a . b }"',
    '"%{ if a }b%{ else }c%{ endif }"',
    '[ for k , v in a : v if v ]',
  ])('with comments in it, wherever they stand: %s', (text) => {
    expect(read(text.replaceAll(' ', ' /* c */ '))).toEqual(read(text))
  })

  it('belongs to its argument and block, whatever comments stand between', () => {
    const [block] = parse('a.tf', '/* 1 */ a /* 2 */ "b" /* 3 */ { /* 4 */ c /* 5 */ = /* 6 */ 1 /* 7 */ }\n').body
      .blocks
    expect(block).toMatchObject({
      type: 'a',
      labels: ['b'],
      body: { attributes: [{ name: 'c', value: { value: 1 } }] },
    })
  })

  it('is not read deeper than 64 levels', () => {
    expect(JSON.stringify(read(`${'['.repeat(200)}${']'.repeat(200)}`))).toContain('"opaque"')
  })
})

describe('a file with broken syntax', () => {
  it('gives blocks whose braces stand at the margin', () => {
    const text = 'a {\n  b = {\n  c = 1\n}\n}\nd {\n  e = {\n  f = 1\n}\n  g = [1]\n}\nh {\n  i = \n}\n'
    const { body, problems } = parse('a.tf', text)
    expect(body.blocks.filter(({ isBroken }) => !isBroken).map(({ type }) => type)).toEqual(['a', 'd'])
    expect(problems).toHaveLength(1)
  })

  it('gives what stands beside it, and says where it is broken', () => {
    const text = ['a "x" {', '  b = {', '}', '', 'c "y" {', '  d = [1, 2', '}', '', 'e "z" {', '  f = 1', '}', ''].join(
      '\n',
    )
    const { body, problems } = parse('a.tf', text)
    expect(body.blocks.map(({ type, isBroken }) => [type, isBroken])).toContainEqual(['e', false])
    expect(body.blocks.filter(({ isBroken }) => !isBroken)).toHaveLength(1)
    expect(problems).toHaveLength(2)
  })
})
