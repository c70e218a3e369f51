import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lintSpecs } from '../../../src/run/lint-specs.ts'
import { loadSpecs } from '../../../src/sources/load-specs.ts'
import { createConfig } from '../../support/config.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { arn, load } from './load.ts'

const spec = `infrastructureConfigurationArn: ${arn('a')}\n`

describe('hostile text is one clear finding', () => {
  const bomb = (levels: number): string =>
    [
      'a: &a0 [x,x,x,x,x,x,x,x,x]',
      ...Array.from({ length: levels }, (_, n) => `b${n}: &a${n + 1} [${`*a${n},`.repeat(9)}]`),
    ].join('\n')

  it.each<[string, string | Uint8Array, RegExp]>([
    ['an alias bomb', bomb(9), /More than 100000 values after aliases/],
    ['a merge bomb', bomb(9).replaceAll(/b(\d+): /g, 'b$1: '), /More than 100000 values/],
    ['50,000 brackets', '['.repeat(50_000), /Nested deeper than 64 levels/],
    ['50,000 braces', '{a: '.repeat(50_000), /Nested deeper than 64 levels/],
    ['50,000 dashes', '- '.repeat(50_000), /Nested deeper than 64 levels/],
    ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, /Nested deeper than 64 levels/],
    [
      'levels by way of an alias',
      `a: &a ${'['.repeat(40)}${']'.repeat(40)}\nb: ${'['.repeat(40)}*a${']'.repeat(40)}`,
      /Nested deeper than 64/,
    ],
    ['an alias to itself', 'a: &a [*a]', /refers to itself/],
    ['an alias without an anchor', 'a: *nobody', /no anchor/],
    ['200,000 values', `a: [${'1,'.repeat(200_000)}]`, /More than 100000 values/],
    ['2 MiB', `# ${'x'.repeat(2 * 1024 * 1024)}`, /Bigger than 1 MiB/],
    ['UTF-16 little endian', Buffer.from(`\ufeff${spec}`, 'utf16le'), /UTF-16/],
    ['UTF-16 big endian', Buffer.from(`\ufeff${spec}`, 'utf16le').swap16(), /UTF-16/],
    ['UTF-16 without a mark', Buffer.from(spec, 'utf16le'), /null byte/],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]), /Not UTF-8/],
    ['a NUL', `${spec}keyPair: "a\u0000"`, /null byte/],
    ['an unfinished quote', `${spec}keyPair: "a`, /Broken YAML: unexpected end/],
    [
      'an unfinished bracket',
      `${spec}tags: { a: b\nkeyPair: a\n`,
      /Broken YAML: a bracket or quote above is not closed/,
    ],
    ['tabs as indentation', 'a:\n\tb: c', /Broken YAML: .*tab/],
    ['a merge key without a map', `${spec}<<: 5\n`, /The merge key << takes a map/],
    ['a map as a key', `${spec}? { a: b }\n: c\n`, /a key is plain text/],
  ])('%s', async (_, text, message) => {
    const { findings } = await load(text)
    expect(findings.filter(({ ruleId }) => ruleId === 'syntax')).toMatchObject([
      { message: expect.stringMatching(message) },
    ])
  })

  it.each([
    ['a value', `${spec}keyPair: "LONG"\n`],
    ['a key', `${spec}LONG: 1\n`],
    ['a key of a map', `${spec}resourceTags: { LONG: 5, LONG: "a" }\n`],
    ['an alias', `${spec}keyPair: *LONG\n`],
    ['a tag', `${spec}keyPair: !LONG a\n`],
    ['a whole file', '"LONG"\n'],
    ['a suppression', `${spec}x-guard: { suppress: [{ rule: LONG, reason: x, expires: LONG }] }\n`],
  ])('%s of half a mebibyte makes no long message', async (_, text) => {
    const fleet = await load(text.replaceAll('LONG', 'x'.repeat(300_000)))
    const findings = lintSpecs(fleet, createConfig(), new Date(0)).report.findings
    expect(findings.length).toBeGreaterThan(0)
    expect(Math.max(...findings.map(({ message }) => message.length))).toBeLessThan(700)
  })

  it('a number that is none is one finding', async () => {
    const { findings } = await load(`${spec}instanceMetadataOptions: { httpPutResponseHopLimit: .nan }\n`)
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining('must be a whole number')])
  })

  it.each([
    ['in the indentation of a key', `${spec}logging:\n\u00a0\u00a0s3Logs: {}\n`, 3, 1],
    ['in that of a list', `${spec}instanceTypes:\n  - m5.large\n\u00a0 - m6i.large\nkeyPair: null\n`, 4, 1],
    ['of the line before', `-\u00a0${spec}  keyPair: a\n`, 1, 2],
    ['after a colon', `keyPair:\u00a0a\n${spec}`, 1, 9],
    ['of a mapping', `- ${spec}\u00a0 keyPair: a\n`, 2, 1],
  ])('a no-break space %s is named at its place', async (_, text, line, column) => {
    const { findings } = await load(text)
    expect(findings.filter(({ ruleId }) => ruleId === 'syntax')).toMatchObject([
      { message: expect.stringContaining('no-break space (U+00A0)'), line, column, endColumn: column + 1 },
    ])
    expect(findings.filter(({ message }) => message.includes('Unknown key'))).toEqual([])
  })

  it('a no-break space in a text is fine', async () => {
    const { findings, specs } = await load(`${spec}description: 5\u00a0servers\n`)
    expect(findings).toEqual([])
    expect(specs[0]?.config).toEqual({ description: '5\u00a0servers' })
  })

  it('64 levels and a byte order mark are fine', async () => {
    const deep = `\ufeff${spec}resourceTags: ${'['.repeat(63)}${']'.repeat(63)}`
    const { findings } = await load(deep)
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['schema'])
  })

  it('a map in a prototype key changes nothing', async () => {
    const { specs } = await load(`${spec}resourceTags: { a: b, __proto__: { polluted: yes } }\n`)
    expect(specs[0]?.config.resourceTags).toEqual({ a: 'b' })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it.each(['', '# only a comment\n', '---\n---\n', 'null\n', '[]\n', 'specs: []\n'])(
    'a file without any spec: %j',
    async (text) => {
      const { findings } = await load(text)
      expect(findings).toMatchObject([
        { ruleId: 'schema', message: expect.stringContaining('holds no spec'), line: 1, column: 1 },
      ])
    },
  )
})

describe('what is found in a folder', () => {
  const find = (folder: string, paths: string[], more: object = {}) =>
    loadSpecs(paths, { cwd: folder, selections: [], ...more })

  it('are spec files, in order of code unit', async () => {
    const folder = tempFolder({
      'b.yaml': spec,
      'B.yml': spec,
      'a/c.json': `{ "infrastructureConfigurationArn": "${arn('c')}" }`,
      'notes.txt': spec,
      '.hidden.yaml': spec,
      '.dir/x.yaml': spec,
      'node_modules/x.yaml': spec,
      'docker-compose.yaml': 'services: {}\n',
      'two.yaml': 'keyPair: a\nsubnetId: b\n',
      'pascal.yaml': 'InfrastructureConfigurationArn: x\n',
      'broken.yaml': 'a: [',
    })
    const fleet = await find(folder, ['.'])
    expect(fleet.files).toEqual(['B.yml', 'a/c.json', 'b.yaml', 'broken.yaml', 'pascal.yaml', 'two.yaml'])
    expect(fleet.unrelated).toEqual(['docker-compose.yaml'])
    expect(fleet.findings.some(({ file, ruleId }) => file === 'broken.yaml' && ruleId === 'syntax')).toBe(true)
  })

  it('a file that is named, or matches a glob, must hold specs', async () => {
    const folder = tempFolder({ 'x/docker-compose.yaml': 'services: {}\n' })
    for (const path of ['x/docker-compose.yaml', 'x/*.yaml']) {
      const { findings } = await find(folder, [path])
      expect(findings.map(({ ruleId }) => ruleId)).toContain('schema')
    }
    await expect(find(folder, ['x'])).rejects.toMatchObject({ code: 'NoFiles' })
  })

  it("leaves out what git and the config ignore, and the project's own files", async () => {
    const folder = tempFolder({
      '.gitignore': 'out/\n*.tmp.yaml\n',
      'a.yaml': spec,
      'x.tmp.yaml': spec,
      'out/b.yaml': spec,
      'sub/.gitignore': '/local.yaml\n',
      'sub/local.yaml': spec,
      'sub/deep/local.yaml': spec,
      'drafts/d.yaml': spec,
      'ibguard.config.yaml': 'files: []\n',
      'live.yaml': spec,
      'plan.json': '{ "kind": "ibguard-plan", "specs": [] }',
    })
    const selections = [{ folder, files: [], ignores: ['drafts/**'] }]
    const options = { selections, own: [join(folder, 'live.yaml'), join(folder, 'ibguard.config.yaml')] }
    expect((await find(folder, ['.'], options)).files).toEqual(['a.yaml', 'sub/deep/local.yaml'])
    expect((await find(folder, ['**/*.yaml'], options)).files).toEqual(['a.yaml', 'sub/deep/local.yaml'])
    expect((await find(folder, ['out/b.yaml', 'live.yaml'], options)).files).toEqual(['live.yaml', 'out/b.yaml'])
    const named = { ...options, selections: [{ folder, files: ['sub/**/*.yaml'], ignores: ['drafts/**'] }] }
    expect((await find(folder, [], named)).files).toEqual(['sub/deep/local.yaml'])
  })

  it('is what one of several selections names, less what all of them ignore', async () => {
    const names = ['a/x.yaml', 'a/old.yaml', 'a/draft.yaml', 'b/x.yaml', 'b/draft.yaml', 'c/x.yaml']
    const folder = tempFolder(Object.fromEntries(names.map((name) => [name, spec])))
    const selections = [
      { folder, files: ['a/*.yaml'], ignores: ['**/draft.yaml', 'a/old.yaml'] },
      { folder: join(folder, 'b'), files: ['*.yaml'], ignores: ['**/draft.yaml', '../a/draft.yaml'] },
    ]
    expect((await find(folder, [], { selections })).files).toEqual(['a/old.yaml', 'a/x.yaml', 'b/x.yaml'])
    expect((await find(folder, ['c'], { selections })).files).toEqual(['c/x.yaml'])
  })

  it('links: inside followed, out of the repository, to folders, in circles and to nothing not', async () => {
    const outside = tempFolder({ 'x.yaml': spec })
    const folder = tempFolder({ 'real/a.yaml': spec })
    symlinkSync(join(folder, 'real/a.yaml'), join(folder, 'inside.yaml'))
    symlinkSync(join(outside, 'x.yaml'), join(folder, 'outside.yaml'))
    symlinkSync(outside, join(folder, 'folder'))
    symlinkSync('loop.yaml', join(folder, 'loop.yaml'))
    symlinkSync('nowhere.yaml', join(folder, 'nothing.yaml'))
    symlinkSync('.', join(folder, 'here'))
    const fleet = await find(folder, ['.'])
    const said = fleet.findings.map(({ ruleId, message }) => `${ruleId} ${message}`)
    expect(said).toEqual([
      expect.stringMatching(/^syntax folder: A link to a folder|^syntax folder: A link out of/),
      expect.stringMatching(/^syntax here: A link to a folder/),
      expect.stringMatching(/^syntax loop.yaml: A link that leads back/),
      expect.stringMatching(/^syntax nothing.yaml: A link to nothing/),
      expect.stringMatching(/^syntax outside.yaml: A link out of the repository/),
    ])
    expect(fleet.specs).toHaveLength(2)
  })

  it('a file behind a folder that links out is out as well', async () => {
    const outside = tempFolder({ 'x.yaml': spec })
    const folder = tempFolder()
    symlinkSync(outside, join(folder, 'folder'))
    const { findings, specs } = await find(folder, ['folder/x.yaml'])
    expect(findings).toMatchObject([{ ruleId: 'syntax', message: expect.stringContaining('out of the repository') }])
    expect(specs).toEqual([])
  })

  it('a path that does not exist and a glob without a match are errors of their own', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'empty'))
    await expect(find(folder, ['gone.yaml'])).rejects.toMatchObject({ code: 'NotFound' })
    await expect(find(folder, ['*.yaml'])).rejects.toMatchObject({ code: 'NoFiles' })
    await expect(find(folder, ['empty'])).rejects.toMatchObject({ code: 'NoFiles' })
  })
})
