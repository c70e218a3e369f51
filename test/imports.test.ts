import { readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { init, parse } from 'es-module-lexer'
import { globSync } from 'tinyglobby'
import { beforeAll, describe, expect, it } from 'vitest'

/**
 * The rooms of `src` and the rules, lowest floor first. A room imports only rooms that stand before it: every arrow back
 * up fails, also one along which only a type travels.
 */
const floors = [
  'model',
  'text',
  'files',
  'validation',
  'generated',
  'document',
  'resource',
  'git',
  'github',
  'aws',
  'local',
  'lint',
  'rules',
  'config',
  'suppress',
  'journal',
  'pacing',
  'facts',
  'sources',
  'testing',
  'fix',
  'plan',
  'apply',
  'report',
  'run',
  'library',
  'lsp',
  'cli',
  'action',
]

interface Import {
  from: string
  to: string
}
let imports: Import[] = []

/** `src/apply/settle.ts` → `apply`; `src/index.ts` → `library`; `rules/x.ts` → `rules`; undefined for what is no code. */
function room(file: string): string | undefined {
  const parts = file.split('/')
  if (parts[0] === 'rules') return 'rules'
  if (parts[0] !== 'src' || file.endsWith('.json')) return undefined
  return parts.length > 2 ? parts[1] : 'library'
}

beforeAll(async () => {
  await init()
  const files = globSync(['src/**/*.ts', 'rules/**/*.ts'], { ignore: ['**/*.test.ts', '**/*.d.ts'] })
  const lists = await Promise.all(
    files.map(async (from) => {
      const [found] = parse(await readFile(from, 'utf8'))
      return found.flatMap((item) =>
        'specifier' in item && item.specifier?.startsWith('.')
          ? [{ from, to: normalize(join(dirname(from), item.specifier)) }]
          : [],
      )
    }),
  )
  imports = lists.flat()
})

describe('the import graph', () => {
  it('is read at all', () => {
    expect(imports.length).toBeGreaterThan(50)
  })

  it('knows the floor of every room', () => {
    const rooms = new Set(imports.flatMap(({ from, to }) => [room(from), room(to)]))
    expect([...rooms].filter((each) => each !== undefined && !floors.includes(each))).toEqual([])
  })

  it('has no arrow back up', () => {
    const isUp = ({ from, to }: Import): boolean => {
      const [low, high] = [room(from), room(to)]
      return low !== undefined && high !== undefined && low !== high && floors.indexOf(high) > floors.indexOf(low)
    }
    expect(imports.filter(isUp).map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
  })

  it('lets only a shell import a shell', () => {
    const shells = ['cli', 'action']
    const between = imports.filter(({ from, to }) => shells.includes(room(to) ?? '') && room(from) !== room(to))
    expect(between.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
  })

  it('loads the AWS SDK in one room and the toolkit in another', async () => {
    const files = globSync(['src/**/*.ts', 'rules/**/*.ts'])
    const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })))
    const naming = (pattern: RegExp) => texts.filter(({ text }) => pattern.test(text)).map(({ file }) => room(file))
    expect(new Set(naming(/(?:from |import\()'@(?:aws-sdk|smithy)\//))).toEqual(new Set(['aws']))
    expect(new Set(naming(/(?:from |import\()'@(?:actions|octokit)\//))).toEqual(new Set(['action', 'github']))
  })

  it('has no circle, not even of types', () => {
    const next = Map.groupBy(imports, ({ from }) => from)
    const done = new Set<string>()
    const circles: string[] = []
    const visit = (file: string, trail: string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '))
      else if (!done.has(file)) {
        for (const { to } of next.get(file) ?? []) visit(to, [...trail, file])
        done.add(file)
      }
    }
    for (const file of next.keys()) visit(file, [])
    expect(circles).toEqual([])
  })
})
