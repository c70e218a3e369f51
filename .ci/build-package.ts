// Bundles the package's entry points into dist/, code shared between them in chunks. Small development dependencies are
// bundled, so that a small run reads few files; the dependencies that users install are left as imports.
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { build } from 'esbuild'
import { licenses } from './licenses.ts'

const root = new URL('..', import.meta.url)
for (const name of await readdir(new URL('dist', root)).catch(() => [])) {
  if (name !== 'action') await rm(new URL(`dist/${name}`, root), { recursive: true })
}
const { dependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
const { metafile } = await build({
  absWorkingDir: root.pathname,
  entryPoints: {
    bin: 'src/cli/bin.ts',
    index: 'src/index.ts',
    rules: 'rules/index.ts',
    local: 'src/local/index.ts',
    testing: 'src/testing/index.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  // Names stay, stack traces need them.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  external: Object.keys(dependencies),
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
})
await chmod(new URL('dist/bin.js', root), 0o755)
await writeFile(new URL('dist/LICENSES.txt', root), await licenses(metafile, root))
