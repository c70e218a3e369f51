import fc from 'fast-check'
import picomatch from 'picomatch'
import { describe, expect, it } from 'vitest'
import { globBases, globMatcher, isGlob } from '../../src/files/globs.ts'
import { parseIgnoreRules } from '../../src/sources/search/ignore-rules.ts'
import { matchesWildcard } from '../../src/text/wildcard.ts'

const name = fc.string({ unit: fc.constantFrom('a', 'b', '.', 'x', '-'), minLength: 1, maxLength: 4 })
const isName = (text: string) => text !== '.' && text !== '..'
const path = fc.array(name.filter(isName), { minLength: 1, maxLength: 4 }).map((names) => names.join('/'))
const magic = ['*', '**', '*.a', 'a*', '?', 'a?b', '*a*', '[ab]', '[^a]x', '[a-b]*', 'a**']
const braces = ['{a,b}', '{a,b*}x', '{a,{b,x}}', '*.{a,b}', '{a/b,x}', '@(a|b)x', 'x?(a|b)', '(a|b)']
const segment = fc.oneof(name.filter(isName), fc.constantFrom(...magic, ...braces))
// What a `**` at the end says of the folder before it differs; see the next test.
const glob = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/').replace(/[/]\*\*$/, ''))

describe('globs', () => {
  it('match what picomatch matches', () => {
    fc.assert(
      fc.property(glob, path, (each, file) => {
        expect(globMatcher([each])(file)).toBe(picomatch(each, { dot: true })(file))
      }),
      { numRuns: 1_500 },
    )
  })

  it.each([
    ['a/**', ['a/b', 'a/b/c', 'a/'], ['a', 'b/a', '../a/b']],
    ['*/**', ['a/b'], ['a', '../b']],
    ['**', ['a', 'a/b', '.a'], ['', '../a']],
    ['../a/*.yaml', ['../a/b.yaml'], ['a/b.yaml']],
    ['./././a', ['a'], ['b']],
    ['[!a]x', ['bx'], ['ax', 'x', '/x']],
    ['[env]/*', ['[env]/a', 'e/a'], ['env/a']],
    ['a (old)/*', ['a (old)/b'], ['a old/b']],
    ['a[b', ['a[b'], ['ab']],
    ['a\\*{\\,,b}', ['a*,', 'a*b'], ['aa,']],
    ['{09..11}', ['09', '10', '11'], ['9', '12']],
    ['{c..a}', ['a', 'b'], ['d', '-']],
    ['{a}', ['{a}'], ['a']],
  ])('%s', (each, yes, no) => {
    const matches = globMatcher([each])
    expect(yes.filter((file) => !matches(file))).toEqual([])
    expect(no.filter(matches)).toEqual([])
  })

  it('leave out what one that begins with ! matches', () => {
    const matches = globMatcher(['**/*.yaml', '!./old/**'])
    expect(['a.yaml', 'old/a.yaml', 'b/old/a.yaml'].filter(matches)).toEqual(['a.yaml', 'b/old/a.yaml'])
  })

  it('begin their search where they spell it out, and go no deeper than they can match', () => {
    expect(globBases(['infra/*.yaml', '/x/**/a', '!b/*', 'a/{b,c/d}/e', './a.yaml', '{x,y}/*/z'])).toEqual([
      { base: 'infra', depth: 0 },
      { base: '/x', depth: Number.POSITIVE_INFINITY },
      { base: 'a/b/e', depth: 0 },
      { base: 'a/c/d/e', depth: 0 },
      { base: 'a.yaml', depth: 0 },
      { base: 'x', depth: 1 },
      { base: 'y', depth: 1 },
    ])
  })

  it('are told from names', () => {
    expect(['*', 'a?', '[a]', '{a,b}', '(a|b)'].every(isGlob)).toBe(true)
    expect(['a', '{a}', '(a)', 'a[b', '\\*'].some(isGlob)).toBe(false)
  })

  it.each(['!(a)', '+(a|b)', '*(a)'])('do not take %s for a name', (each) => {
    expect(() => globMatcher([`x/${each}`])).toThrow('is not supported')
  })

  it('take linear time', () => {
    const many = 'a'.repeat(5_000)
    const stars = `${'*a'.repeat(2_000)}b`
    const deep = Array(2_000).fill('a').join('/')
    // Of the processor, not of the clock: other tests share it.
    const start = process.cpuUsage()
    expect(globMatcher([`${stars}.yaml`])(`${many}.yaml`)).toBe(false)
    expect(globMatcher([`${'**/a/'.repeat(800)}b`])(deep)).toBe(false)
    expect(matchesWildcard(stars, many)).toBe(false)
    expect(parseIgnoreRules(stars)(many, false)).toBeUndefined()
    expect(() => globMatcher(['{a,b}'.repeat(20)])).toThrow('stands for more than 1000 others')
    expect(() => globMatcher(['('.repeat(100_000)])).toThrow('longer than 4096')
    expect(globMatcher(['{'.repeat(4_096)])('a')).toBe(false)
    expect(globMatcher(['{1..999999999}'.slice(0, 1)])('{')).toBe(true)
    expect(() => globMatcher(['{1..999999999}'])).toThrow('stands for more')
    const { user, system } = process.cpuUsage(start)
    expect(user + system).toBeLessThan(5_000_000)
  })
})
