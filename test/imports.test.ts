import { readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { init, parse } from 'es-module-lexer'
import { globSync } from 'tinyglobby'
import { beforeAll, describe, expect, it } from 'vitest'

/** Folders of `src` by layer; an import may only point to a lower layer or stay in its own folder. */
const stages = ['load', 'lint', 'policy', 'plan', 'apply', 'report', 'import']
const shells = ['cli', 'action']

interface Import {
  from: string
  to: string
}
let imports: Import[] = []

/** `src/apply/pacer.ts` → `apply`; `src/model.ts` → ``; `rules/x.ts` → `rules`. */
function folder(file: string): string {
  const parts = file.split('/')
  if (parts[0] === 'rules') return 'rules'
  return parts.length > 2 ? (parts[1] ?? '') : ''
}

beforeAll(async () => {
  await init()
  const files = globSync(['src/**/*.ts', 'rules/**/*.ts'], { ignore: ['**/*.test.ts', '**/*.d.ts'] })
  // Imports of types count too: an arrow is an arrow, also when only a type travels along it.
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

const offending = (rule: (from: string, to: string, edge: Import) => boolean) =>
  imports.filter((edge) => rule(folder(edge.from), folder(edge.to), edge)).map(({ from, to }) => `${from} -> ${to}`)

describe('the import graph', () => {
  it('is read at all', () => {
    expect(imports.length).toBeGreaterThan(50)
  })

  it('has no stage that imports another', () => {
    expect(offending((from, to) => stages.includes(from) && stages.includes(to) && from !== to)).toEqual([])
  })

  it('keeps adapters, reporters, local server and shells out of the stages, the rules and the ports', () => {
    const outer = [...shells, 'adapters', 'reporters', 'local', 'git']
    const inner = [...stages, 'rules', 'ports', 'config', 'lanes', 'rule', 'source', 'configuration', 'text', 'yaml']
    expect(offending((from, to) => inner.includes(from) && outer.includes(to))).toEqual([])
  })

  it('lets nothing that is composed import what composes', () => {
    const composing = ['', 'run', ...shells]
    const entries = ['src/library.ts', 'src/index.ts']
    expect(
      offending((from, to, edge) => !composing.includes(from) && (to === 'run' || entries.includes(edge.to))),
    ).toEqual([])
  })

  it('lets only a shell import a shell', () => {
    expect(offending((from, to) => shells.includes(to) && from !== to)).toEqual([])
  })

  it('keeps ports and model free of everything above them', () => {
    expect(offending((from, to) => from === 'ports' && !['', 'ports'].includes(to))).toEqual([])
  })

  it('loads the AWS SDK and the toolkit only in adapters and the Action', async () => {
    const files = globSync(['src/**/*.ts', 'rules/**/*.ts'])
    const named = await Promise.all(
      files.map(async (file) => ((await readFile(file, 'utf8')).match(/from '@(aws-sdk|smithy)\//) ? [file] : [])),
    )
    expect(named.flat().filter((file) => !file.startsWith('src/adapters/') && !file.startsWith('src/local/'))).toEqual(
      [],
    )
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
