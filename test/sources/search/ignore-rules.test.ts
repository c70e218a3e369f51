import fc from 'fast-check'
import createIgnore from 'ignore'
import { expect, it } from 'vitest'
import { parseIgnoreRules } from '../../../src/sources/search/ignore-rules.ts'

const name = fc
  .string({ unit: fc.constantFrom('a', 'b', '.', 'x', '-'), minLength: 1, maxLength: 4 })
  .filter((text) => text !== '.' && text !== '..')
const magic = ['*', '**', '*.a', 'a*', '?', 'a?b', '*a*', '[ab]', '[!a]x', '[a-b]*', '\\*a', 'a**']
const body = fc.array(fc.oneof(name, fc.constantFrom(...magic)), { minLength: 1, maxLength: 3 })
const rule = fc
  .tuple(
    fc.constantFrom('', '', '!', '/', '#', '\\!'),
    body.map((parts) => parts.join('/')),
    fc.constantFrom('', '', '/', ' ', '/**'),
  )
  .map((parts) => parts.join(''))
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'))

it('rules of a .gitignore say what the package that others read them with says', () => {
  const text = fc.array(rule, { minLength: 1, maxLength: 3 }).map((rules) => rules.join('\n'))
  fc.assert(
    fc.property(text, path, fc.boolean(), (rules, file, isFolder) => {
      const said = createIgnore({ ignorecase: false })
        .add(rules)
        .test(isFolder ? `${file}/` : file)
      const expected = said.ignored ? true : said.unignored ? false : undefined
      expect(parseIgnoreRules(rules)(file, isFolder)).toBe(expected)
    }),
    { numRuns: 1_500 },
  )
})
