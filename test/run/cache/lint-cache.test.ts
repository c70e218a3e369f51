import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ibguard } from '../../support/cli.ts'
import { specText } from '../../support/spec-text.ts'
import { tempFolder, writeFiles } from '../../support/temp-folder.ts'
import { cachedLint, known, later, nextTick } from './cached-lint.ts'

const arn = (name: string): string => `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/${name}`
const spec = (name: string, fields = {}): string => specText({ infrastructureConfigurationArn: arn(name), ...fields })
const weak = { instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 1 } }
const config = 'files: ["infra/**/*.{yaml,json}"]\nextends: strict\n'
const fleet = (): string =>
  tempFolder({
    'ibguard.config.yaml': config,
    'infra/a.yaml': spec('a', weak),
    'infra/b.yaml': spec('b', { instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 9 } }),
    'infra/c.json': spec('c', { keyPair: 'k', logging: undefined }),
  })
const plain = (argv: readonly string[], cwd: string) => ibguard(['lint', ...argv], { cwd })

describe('a file that is as it was', () => {
  it.each([[], ['--cache-strategy', 'content']])('is not judged again, whatever the format: %s %s', async (...argv) => {
    const cwd = fleet()
    expect(await known(argv, cwd)).toBe('0 of 3')
    expect(await known(argv, cwd)).toBe('3 of 3')
    for (const format of ['stylish', 'json', 'sarif', 'rdjson', 'html', 'github', 'gitlab', 'markdown', 'junit']) {
      const cached = await cachedLint([...argv, '--format', format], cwd)
      expect(cached).toEqual(await plain(['--format', format], cwd))
    }
  })

  it('is one whose text came back, by content', async () => {
    const cwd = fleet()
    const path = join(cwd, 'infra/a.yaml')
    const content = ['--cache-strategy', 'content']
    await cachedLint(content, cwd)
    const text = readFileSync(path, 'utf8')
    rmSync(path)
    writeFileSync(path, text)
    expect(await known(content, cwd)).toBe('3 of 3')
    expect(await known([], cwd)).toBe('0 of 3')
  })

  it('is none with suppressions, or with something wrong in it', async () => {
    const suppress = [{ rule: 'imdsv2-required', reason: 'old', expires: '2020-01-01' }]
    const cwd = tempFolder({
      'a.yaml': spec('a', { ...weak, 'x-guard': { imageType: 'AMI', suppress } }),
      'b.yaml': `${spec('b')}]`,
      'c.yaml': spec('c', { instanceTypez: [] }),
      'd.yaml': spec('d'),
      'e.yaml': 'nothing: of ours\n',
    })
    await cachedLint(['.'], cwd)
    expect(await known(['.'], cwd)).toBe('2 of 5')
    expect(await cachedLint(['.'], cwd)).toEqual(await plain(['.'], cwd))
  })
})

describe('a file is judged again', () => {
  const cases: [string, (cwd: string) => void][] = [
    ['that is another', (cwd) => writeFiles(cwd, { 'infra/b.yaml': spec('b', weak) })],
    [
      'whose time was set back',
      (cwd) => {
        const path = join(cwd, 'infra/a.yaml')
        const { atimeMs, mtimeMs } = lstatSync(path)
        const text = readFileSync(path, 'utf8')
        writeFileSync(path, text.replace('optional', 'required'))
        utimesSync(path, atimeMs / 1_000, mtimeMs / 1_000)
      },
    ],
    [
      'that changed its name with another',
      (cwd) => {
        renameSync(join(cwd, 'infra/a.yaml'), join(cwd, 'x'))
        renameSync(join(cwd, 'infra/b.yaml'), join(cwd, 'infra/a.yaml'))
        renameSync(join(cwd, 'x'), join(cwd, 'infra/b.yaml'))
      },
    ],
    [
      'that is a link now',
      (cwd) => {
        renameSync(join(cwd, 'infra/a.yaml'), join(cwd, 'infra/b.yaml'))
        symlinkSync('b.yaml', join(cwd, 'infra/a.yaml'))
      },
    ],
    ['that is gone', (cwd) => rmSync(join(cwd, 'infra/a.yaml'))],
    ['when a rule has another severity', (cwd) => writeConfig(cwd, 'rules: { imdsv2-required: warning }')],
    ['when a rule has other options', (cwd) => writeConfig(cwd, 'rules: { hop-limit-maximum: [error, { ami: 64 }] }')],
    [
      'when an override has another image type',
      (cwd) => writeConfig(cwd, 'overrides: [{ files: ["**/*.json"], rules: { no-key-pair: off } }]'),
    ],
    [
      'when there is an assertion',
      (cwd) =>
        writeConfig(cwd, 'assertions: [{ id: acme/role, message: No role., schema: { required: [description] } }]'),
    ],
    ['when what specs leave out is left to plan', (cwd) => writeConfig(cwd, 'partialSpecs: defer')],
    [
      'when the config suppresses',
      (cwd) => writeConfig(cwd, 'suppressions: [{ rule: no-key-pair, reason: x, files: ["**"] }]'),
    ],
  ]
  const writeConfig = (cwd: string, more: string): void =>
    writeFiles(cwd, { 'ibguard.config.yaml': `${config}${more}\n` })

  it.each(cases)('%s', async (_, change) => {
    const cwd = fleet()
    await cachedLint(['--format', 'json'], cwd)
    nextTick(cwd)
    change(cwd)
    const before = await plain(['--format', 'json'], cwd)
    expect(await cachedLint(['--format', 'json'], cwd)).toEqual(before)
    expect(await cachedLint(['--format', 'json'], cwd)).toEqual(before)
  })

  it('that a path spells out, where a search leaves it', async () => {
    const cwd = tempFolder({ 'a.yaml': spec('a'), 'b.yaml': 'another: thing\n' })
    await cachedLint(['.'], cwd)
    const named = await cachedLint(['b.yaml'], cwd)
    expect(named).toEqual(await plain(['b.yaml'], cwd))
    expect(named.code).toBe(1)
  })

  it('by another build', async () => {
    const cwd = fleet()
    await cachedLint([], cwd)
    const { stderr } = await ibguard(['lint', '--cache', '--verbose'], { cwd, build: 'another' })
    expect(stderr).toContain(' 0 of 3 files')
  })

  it('that changed a moment before it was read: it may change again in the same moment', async () => {
    const cwd = fleet()
    const soon = (): number => Date.now() + 1_000
    expect(await known([], cwd, soon)).toBe('0 of 3')
    expect(await known([], cwd, soon)).toBe('0 of 3')
    expect(existsSync(join(cwd, '.ibguardcache'))).toBe(false)
    expect(await known(['--cache-strategy', 'content'], cwd, soon)).toBe('0 of 3')
    expect(await known(['--cache-strategy', 'content'], cwd, soon)).toBe('3 of 3')
  })

  it('when the folder that its path spells out leads out of the repository now', async () => {
    const cwd = fleet()
    const named = ['infra/a.yaml', 'infra/b.yaml']
    mkdirSync(join(cwd, '.git'))
    await cachedLint(named, cwd)
    expect(await known(named, cwd)).toBe('2 of 2')
    const outside = `${cwd}-outside`
    renameSync(join(cwd, 'infra'), outside)
    try {
      symlinkSync(outside, join(cwd, 'infra'))
      const { stdout } = await cachedLint(named, cwd)
      expect(stdout).toContain('A link out of the repository')
      expect(stdout).toBe((await plain(named, cwd)).stdout)
    } finally {
      rmSync(outside, { recursive: true })
    }
  })
})

describe('what is judged anew in every run', () => {
  it('is what stands in more than one file', async () => {
    const cwd = fleet()
    await cachedLint([], cwd)
    writeFiles(cwd, { 'infra/d.yaml': spec('a') })
    const { stdout } = await cachedLint([], cwd)
    expect(stdout.match(/is also defined at/g)).toHaveLength(2)
    expect(stdout).toBe((await plain([], cwd)).stdout)
  })

  it('is what the baseline knows', async () => {
    const cwd = fleet()
    await cachedLint([], cwd)
    expect((await cachedLint(['--update-baseline'], cwd)).code).toBe(0)
    const written = readFileSync(join(cwd, '.ibguard-baseline.json'), 'utf8')
    await plain(['--update-baseline'], cwd)
    expect(readFileSync(join(cwd, '.ibguard-baseline.json'), 'utf8')).toBe(written)
    writeFiles(cwd, { 'infra/a.yaml': spec('a') })
    expect(await cachedLint([], cwd)).toEqual(await plain([], cwd))
  })

  it('is what has expired today', async () => {
    const cwd = tempFolder({
      'ibguard.config.yaml': `${config}suppressions: [{ rule: imdsv2-required, reason: x, expires: "2030-06-01", files: ["**"] }]\n`,
      'infra/a.yaml': spec('a', weak),
    })
    const onDay = (day: string) => () => Date.parse(day)
    expect((await cachedLint(['--cache-strategy', 'content'], cwd, onDay('2030-06-01'))).code).toBe(0)
    const { code, stdout } = await cachedLint(['--cache-strategy', 'content'], cwd, onDay('2030-06-02'))
    expect(code).toBe(1)
    expect(stdout).toContain('expired on 2030-06-01')
  })

  it.each([['--fix'], ['--stats'], ['--safe']])('is everything with %s', async (option) => {
    const cwd = fleet()
    await cachedLint([option], cwd)
    expect(existsSync(join(cwd, '.ibguardcache'))).toBe(false)
  })

  it('is everything where a plugin has rules, which is said', async () => {
    const cwd = tempFolder({
      'ibguard.config.yaml': 'files: ["*.yaml"]\nplugins: [./rule.mjs]\n',
      'rule.mjs': `export default { id: 'acme/x', summary: 'x', severity: 'error', messages: { x: 'x' }, *check() {} }`,
      'a.yaml': spec('a'),
    })
    const { code, stderr } = await cachedLint([], cwd)
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'ibguard: --cache has no effect: a rule of a plugin may depend on anything.\n',
    })
    expect(existsSync(join(cwd, '.ibguardcache'))).toBe(false)
  })
})

type Spoil = [how: string, spoil: (text: string) => string | Buffer]

/** With another value in the place of a column. */
function replaced(column: string, change: (list: unknown[]) => unknown): (text: string) => string {
  return (text) => {
    const cache = JSON.parse(text)
    return JSON.stringify({ ...cache, [column]: change(cache[column]) })
  }
}

describe('the file of the cache', () => {
  it.each<Spoil>([
    ['empty', () => ''],
    ['cut off', (text: string) => text.slice(0, text.length / 2)],
    ['no JSON', () => 'key: value'],
    ['another JSON', () => 'null'],
    ['of another format', (text: string) => text.replace(/"ibguardCache":\d+/, '"ibguardCache":1')],
    ['without its entries', (text: string) => text.replace(/"files":.*/s, '"files":{"__proto__":[]}}')],
    ['with another way to a file', (text: string) => text.replace(/("by":\[)\d/, '$13')],
    ['with a way by name', (text: string) => text.replace(/("by":\[)\d/, '$1"length"')],
    ...['files', 'by', 'held', 'identities', 'arns', 'lengths', 'numbers', 'kinds', 'sayings'].flatMap(
      (column): Spoil[] => [
        [`with ${column} that are a text`, replaced(column, (list) => 'x'.repeat(list.length))],
        [`with ${column} that are no list`, replaced(column, ({ length, ...parts }) => ({ ...parts, length }))],
      ],
    ),
    ['with numbers of no saying', (text: string) => text.replace(/"sayings":\[.*?\],"files"/s, '"sayings":[],"files"')],
    ['with a saying that is none', (text: string) => text.replace(/"sayings":\[\{/, '"sayings":[null,{')],
    ['with lines that are no numbers', (text: string) => text.replace(/("numbers":\[\d+),1,/, '$1,"1",')],
    ['with a number too few', (text: string) => text.replace(/("numbers":\[)\d+,/, '$1')],
    ['with a spec of no length', (text: string) => text.replace(/("lengths":\[)\d+/, '$10')],
    ['with more specs than there are', (text: string) => text.replace(/("held":\[)1/, '$12')],
    ['with half of a file', (text: string) => text.replace(/("identities":\[)[^,]+,/, '$1')],
    ['with a target too few', (text: string) => text.replace(/("arns":\[)"[^"]+",/, '$1')],
    ['with a target that is none', (text: string) => text.replace(/("arns":\[)"[^"]+"/, '$10')],
    ['with a file that has no name', (text: string) => text.replace(/("files":\[)"[^"]+"/, '$1null')],
    ['with a kind that is not there', (text: string) => text.replace(/("numbers":\[)\d+/, '$199')],
    ['with something to inherit', (text: string) => text.replaceAll('{"update"', '{"__proto__":{"arn":"x"},"update"')],
    ['not UTF-8', () => Buffer.from([0xff, 0xfe, 0x00])],
  ])('is worth nothing when it is %s', async (_, spoil) => {
    const cwd = fleet()
    const path = join(cwd, '.ibguardcache')
    const expected = await cachedLint(['--format', 'json'], cwd)
    const text = readFileSync(path, 'utf8')
    const spoiled = spoil(text)
    expect(spoiled).not.toBe(text)
    writeFileSync(path, spoiled)
    expect(await cachedLint(['--format', 'json'], cwd)).toEqual(expected)
    expect(await known([], cwd)).toBe('3 of 3')
  })

  it('holds no text of a spec: what is reported of it, and what tells that it is as it was', async () => {
    const cwd = fleet()
    await cachedLint([], cwd)
    const text = readFileSync(join(cwd, '.ibguardcache'), 'utf8')
    expect(text).not.toMatch(/EC2InstanceProfileForImageBuilder|acme-image-logs/)
    expect(text).not.toContain(cwd)
  })

  it('is where the command line says, and no spec there', async () => {
    const cwd = fleet()
    const location = ['--cache-location', 'infra/made/cache.json']
    const { stdout } = await cachedLint(location, cwd)
    expect(existsSync(join(cwd, 'infra/made/cache.json'))).toBe(true)
    expect((await cachedLint(location, cwd)).stdout).toBe(stdout)
    expect(await known(location, cwd)).toBe('3 of 3')
    mkdirSync(join(cwd, 'folder'))
    await cachedLint(['--cache-location', 'folder'], cwd)
    await cachedLint(['--cache-location', 'new/'], cwd)
    expect(existsSync(join(cwd, 'folder/.ibguardcache'))).toBe(true)
    expect(existsSync(join(cwd, 'new/.ibguardcache'))).toBe(true)
  })

  it.each([
    ['infra/b.yaml', 'it is a spec, and no output is written over one'],
    ['ibguard.config.yaml', 'it is a config, and no output is written over one'],
    ['ibguard.config.yaml/x', 'a part of its path is no folder'],
    ['linked', 'linked is a link, which is not followed'],
    ['circle', 'circle is a link, which is not followed'],
    ['notes.md', 'it holds something else, which is not written over'],
    ['package.json', 'it holds something else, which is not written over'],
    ['.git/HEAD', 'it holds something else, which is not written over'],
    ['/dev/null', 'it is no regular file'],
  ])('is not written to %s, which fails nothing', async (location, why) => {
    const cwd = fleet()
    symlinkSync('/dev/null', join(cwd, 'linked'))
    symlinkSync('circle', join(cwd, 'circle'))
    const precious = { 'notes.md': '# Notes', 'package.json': '{"name":"x"}', '.git/HEAD': 'ref: refs/heads/main' }
    writeFiles(cwd, precious)
    const before = await plain(['--format', 'json'], cwd)
    const { stderr, ...rest } = await cachedLint(['--format', 'json', '--cache-location', location], cwd)
    expect({ ...rest, stderr: '' }).toEqual(before)
    expect(stderr).toMatch(new RegExp(`^ibguard: The cache \\S+ cannot be written: ${why}\\.\\n$`))
    expect(readFileSync(join(cwd, 'infra/b.yaml'), 'utf8')).toContain(arn('b'))
    for (const [name, text] of Object.entries(precious)) expect(readFileSync(join(cwd, name), 'utf8')).toBe(text)
  })

  it('keeps what a run of a part does not speak of, and lets go what is no longer there', async () => {
    const cwd = fleet()
    await cachedLint([], cwd)
    rmSync(join(cwd, 'infra/c.json'))
    writeFiles(cwd, { 'infra/b.yaml': spec('b', weak) })
    await cachedLint(['infra/b.yaml'], cwd)
    const text = readFileSync(join(cwd, '.ibguardcache'), 'utf8')
    expect(['infra/a.yaml', 'infra/b.yaml', 'infra/c.json'].map((file) => text.includes(file))).toEqual([
      true,
      true,
      false,
    ])
  })

  it('is whole after runs at the same time, and nothing lies beside it', async () => {
    const cwd = fleet()
    const runs = await Promise.all(Array.from({ length: 8 }, () => cachedLint(['--format', 'json'], cwd)))
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1)
    expect(await known([], cwd)).toBe('3 of 3')
    expect(readdirSync(cwd).filter((name) => name.startsWith('.ibguardcache'))).toEqual(['.ibguardcache'])
  })

  it('serves a checkout that moved, by content', async () => {
    const cwd = fleet()
    await cachedLint(['--cache-strategy', 'content'], cwd)
    const moved = join(tempFolder(), 'moved')
    renameSync(cwd, moved)
    mkdirSync(dirname(cwd), { recursive: true })
    expect(await known(['--cache-strategy', 'content'], moved)).toBe('3 of 3')
  })
})

it('a file that changes between being recognized and being shown ends the run', async () => {
  const cwd = fleet()
  await cachedLint([], cwd)
  const stderr = {
    isTTY: false,
    columns: 80,
    // The verbose lines come when all files have been recognized.
    write: (text: string) =>
      void (text.startsWith('ibguard: cache:') && writeFileSync(join(cwd, 'infra/a.yaml'), 'x: 1')),
  }
  const { code } = await ibguard(['lint', '--cache', '--verbose', '--format', 'rdjson'], {
    cwd,
    now: later,
    build: 'of this test',
    stderr,
  })
  expect(code).toBe(2)
})

it('a file of two thousand specs is read once to be shown: for each finding it would take longer than a test may', async () => {
  const specs = Array.from({ length: 2_000 }, (_, at) => `{"infrastructureConfigurationArn":"${arn(`n${at}`)}"}`)
  const cwd = tempFolder({ 'a.json': `{"specs":[${specs.join()}]}` })
  const html = ['--format', 'html', 'a.json']
  await cachedLint(html, cwd)
  expect(await cachedLint(html, cwd)).toEqual(await plain(html, cwd))
})
