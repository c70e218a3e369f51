import { expect, it } from 'vitest'
import { buildBrowser } from '../.ci/build-browser.ts'

it('what a page loads needs nothing of Node, and reads Terraform only when it has to', async () => {
  const { metafile } = await buildBrowser({ write: false })
  const external = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
    imports.filter((each) => each.external).map(({ path }) => `${file} imports ${path}`),
  )
  expect(external).toEqual([])
  const foreign = Object.keys(metafile.inputs).filter((file) =>
    /^src\/(?:aws|git|github|journal|cli|action|local)\//.test(file),
  )
  expect(foreign).toEqual([])
  const loadedAtOnce = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen
    seen.add(file)
    for (const { path, kind } of metafile.outputs[file]?.imports ?? [])
      if (kind === 'import-statement') loadedAtOnce(path, seen)
    return seen
  }
  const files = [...loadedAtOnce('dist/browser.js')]
  const inputs = files.flatMap((file) => Object.keys(metafile.outputs[file]?.inputs ?? {}))
  expect(inputs.filter((file) => /web-tree-sitter|\/terraform\/|\/cloudformation\/evaluat/.test(file))).toEqual([
    'src/sources/terraform/terraform.ts',
  ])
  const bytes = files.reduce((sum, file) => sum + (metafile.outputs[file]?.bytes ?? 0), 0)
  expect(bytes).toBeLessThan(320_000)
})
