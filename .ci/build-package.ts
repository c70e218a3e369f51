// Bundles the package's entry points into dist/. Small development dependencies are bundled, so that a small run reads few
// files; the dependencies that users install are left as imports.
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { type BuildOptions, build } from 'esbuild'
import { refuseDynamicCommonJs } from './dynamic-imports.ts'
import { copyPrograms } from './hcl-programs.ts'
import { licenses } from './licenses.ts'
import { ownModules } from './own-modules.ts'
import { packagesWhenUsed } from './packages-when-used.ts'

const root = new URL('..', import.meta.url)
for (const name of await readdir(new URL('dist', root)).catch(() => [])) {
  if (name !== 'action') await rm(new URL(`dist/${name}`, root), { recursive: true })
}
const { dependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
const packages = Object.keys(dependencies)
const common = {
  absWorkingDir: root.pathname,
  outdir: 'dist',
  bundle: true,
  // Names stay, stack traces need them.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  metafile: true,
  external: packages,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  logLevel: 'warning',
} satisfies BuildOptions

// The command line is one file beside the few lines that start it: each module that Node loads costs half a millisecond.
// The parser of HCL is a file of its own, which few runs load.
const cli = await build({
  ...common,
  entryPoints: { bin: 'src/cli/bin.ts', run: 'src/cli/run.ts', 'tree-sitter': 'src/document/hcl/tree-sitter.ts' },
  plugins: [
    ownModules,
    packagesWhenUsed(packages),
    {
      name: 'stays-apart',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^\.\/(?:run|tree-sitter)\.ts$/ }, ({ kind, path }) =>
          kind === 'dynamic-import' ? { path: path.replace(/ts$/, 'js'), external: true } : undefined,
        ),
    },
  ],
})
const library = await build({
  ...common,
  entryPoints: {
    index: 'src/index.ts',
    rules: 'rules/index.ts',
    local: 'src/local/index.ts',
    testing: 'src/testing/index.ts',
  },
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
})
const metafile = {
  inputs: { ...cli.metafile.inputs, ...library.metafile.inputs },
  outputs: { ...cli.metafile.outputs, ...library.metafile.outputs },
}
refuseDynamicCommonJs(metafile)
await chmod(new URL('dist/bin.js', root), 0o755)
await copyPrograms(new URL('dist/', root))
await writeFile(new URL('dist/LICENSES.txt', root), await licenses(metafile, root))
