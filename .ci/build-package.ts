// Bundles the package's entry points into dist/, code shared between them in chunks, dependencies left as imports.
import { chmod, readdir, rm } from 'node:fs/promises'
import { build } from 'esbuild'

const root = new URL('..', import.meta.url)
for (const name of await readdir(new URL('dist', root)).catch(() => [])) {
  if (name !== 'action') await rm(new URL(`dist/${name}`, root), { recursive: true })
}
await build({
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
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  chunkNames: 'chunks/[name]-[hash]',
  logLevel: 'warning',
})
await chmod(new URL('dist/bin.js', root), 0o755)
