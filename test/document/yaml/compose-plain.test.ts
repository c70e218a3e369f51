import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { parseEvents } from 'js-yaml'
import { globSync } from 'tinyglobby'
import { describe, expect, it } from 'vitest'
import type { SourceNode } from '../../../src/document/node.ts'
import { compose } from '../../../src/document/yaml/compose.ts'
import { composePlain } from '../../../src/document/yaml/compose-plain.ts'
import { parse } from '../../../src/document/yaml/parse.ts'
import { seededRandom } from '../../support/seeded-random.ts'

const root = new URL('../../..', import.meta.url).pathname

/** What `parse` does first. */
function short(text: string, json: boolean): SourceNode[] | undefined {
  try {
    if (json) JSON.parse(text)
  } catch {
    return undefined
  }
  return composePlain(text, { json })
}

/** What `parse` does without the short way; undefined where something is wrong with the text. */
function composed(text: string, json: boolean): unknown {
  try {
    if (json) JSON.parse(text)
    const { documents, problems } = compose(text, parseEvents(text, { maxDepth: 128 }), { json })
    return problems.length === 0 ? documents : undefined
  } catch {
    return undefined
  }
}

/** Every text of the repository that is YAML or JSON: files, the blocks of its pages, the specs in its tests. */
const texts = globSync(['{examples,test,rules,docs}/**/*.{yaml,yml,json,md,test.ts}', '.github/**/*.yml', '*.md'], {
  cwd: root,
  absolute: true,
}).flatMap((file): { text: string; json: boolean }[] => {
  const text = readFileSync(file, 'utf8')
  if (!/\.(?:md|ts)$/.test(file)) return text.length < 100_000 ? [{ text, json: file.endsWith('.json') }] : []
  const blocks = text.matchAll(/^```(yaml|json)\n([\s\S]*?)^```/gm)
  const literals = text.matchAll(/`([^`]*: [^`]*)`/g)
  return [
    ...Array.from(blocks, ([, kind, block = '']) => ({ text: block, json: kind === 'json' })),
    ...Array.from(literals, ([, literal = '']) => ({ text: literal.replaceAll(/\$\{[^}]*\}/g, 'x'), json: false })),
  ].filter((each) => composed(each.text, each.json) !== undefined)
})

const pieces = [
  ...' \n#:-?[]{},&*!|>\'"%@`~.0\\a<'.split(''),
  ...[
    '  ',
    '\n  ',
    '\n\n',
    '\r\n',
    ' #',
    ': ',
    ':\n',
    '- ',
    '\n- ',
    '---',
    '\n---\n',
    '\n...\n',
    '...',
    '? ',
    '<<: ',
    '__proto__',
  ],
  ...[
    'null',
    'true',
    '-1',
    '0x1F',
    '1e3',
    '.inf',
    '0o7',
    '~',
    '""',
    "''",
    '"',
    '[]',
    '{}',
    ', ',
    '[a, b]',
    '{ a: 1 }',
    '|\n',
    '&a ',
    '*a',
  ],
  ...[
    '\t',
    '\u00a0',
    'é',
    '\u2014',
    '\u2028',
    '\ufeff',
    '\u0085',
    '\u200b',
    '\ud800',
    '\u0000',
    'a: b',
    '- a',
    'a:',
    '"a": 1',
  ],
]

/** Where nearly every character matters. */
const dense = [
  'a:\n- b\n- c: d\n  e: [f, {g: h}]\n',
  '- - a\n  - b\n-\n  c: d\n- \n',
  'a: # x\n  b: "c" # d\n\ne:\nf : \'g\'\n',
  '{a: [1, "b"], "c":{d: e,}}\n',
  'a: [b,\n  c # d\n  ]\ne: {f:\n g}\n',
  '# a\n---\nb: c\n---\n- d\n',
  'a:\n  - b:\n    - c\n    d: -1\n  # e\nf: null',
]

/** Small changes of a text, as careless hands and careful attackers make them. */
function mutated(text: string, random: () => number): string {
  const below = (most: number): number => Math.floor(random() * most)
  let result = text
  if (result.length > 3_000) {
    const from = below(result.length - 1_500)
    result = result.slice(from, from + 1_500)
  }
  for (let left = 1 + below(3); left > 0; left--) {
    const at = below(result.length + 1)
    const piece = pieces[below(pieces.length)] ?? ''
    const kind = below(7)
    if (kind === 0) result = result.slice(0, at) + result.slice(at + 1 + below(4))
    else if (kind === 1) result = result.slice(0, at) + piece + result.slice(at + piece.length)
    else if (kind < 4) result = result.slice(0, at) + piece + result.slice(at)
    else {
      const lines = result.split('\n')
      const line = below(lines.length)
      const old = lines[line] ?? ''
      if (kind === 4) lines[line] = `${' '.repeat(below(4))}${old}`
      else if (kind === 5) lines[line] = old.replace(/^ {1,2}/, '')
      else lines.splice(line, below(2), lines[below(lines.length)] ?? '')
      result = lines.join(below(40) === 0 ? '\r\n' : '\n')
    }
  }
  return result
}

function start(random: () => number): { text: string; json: boolean } {
  const from = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  if (random() < 0.5) return { text: from(dense), json: false }
  const { text, json } = from(texts)
  return { text, json: json && random() < 0.5 }
}

describe('what is read the short way is what the composer makes of it', () => {
  // Before the others, which fill the room that there is for names.
  it('in a map of a long key that is there twice, and of one between that is new', () => {
    const long = 'x'.repeat(120)
    for (const between of ['a-key-that-no-text-has', 'another-one'])
      expect(short(`${long}: 1\n${between}: 1\n${long}: 2\n`, false)).toBeUndefined()
  })

  it('in every text of the repository, most of which are', () => {
    const taken = texts.filter(({ text, json }) => {
      const read = short(text, json)
      if (read) expect(read, text).toEqual(composed(text, json))
      return read !== undefined
    })
    expect(taken.length / texts.length).toBeGreaterThan(0.4)
  })

  it('in texts that somebody has changed', { timeout: 600_000 }, () => {
    const random = seededRandom(Number(process.env.FUZZ_SEED ?? 1))
    const runs = Number(process.env.FUZZ_RUNS ?? 4_000)
    let taken = 0
    for (let run = 0; run < runs; run++) {
      const { text, json } = start(() => random.next())
      const changed = mutated(text, () => random.next())
      const read = short(changed, json)
      if (!read) continue
      taken++
      const whole = composed(changed, json)
      if (!isDeepStrictEqual(read, whole)) expect(read, JSON.stringify(changed)).toEqual(whole)
    }
    expect(taken / runs).toBeGreaterThan(0.15)
  })

  it('in JSON with tabs, whose texts look like values after a comma', () => {
    for (const text of ['[\n\t"one, true"\n]', '[\t"a, 1 b"]', '{\n\t"a": [\n\t\t"x, -y"\n\t]\n}\n'])
      expect(parse(text, { json: true })).toMatchObject({ documents: [expect.anything()], problems: [] })
  })
})
