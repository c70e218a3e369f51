// Bundles the package's entry points into dist/. Small development dependencies are bundled, so that a small run reads few
// files; the dependencies that users install are left as imports.
import { createHash } from 'node:crypto'
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { buildBrowser } from './build-browser.ts'
import { refuseDynamicCommonJs } from './dynamic-imports.ts'
import { copyPrograms } from './hcl-programs.ts'
import { licenses } from './licenses.ts'
import { ownModules, requiredModules } from './own-modules.ts'
import { packagesWhenUsed } from './packages-when-used.ts'
import { yamlParts } from './yaml-parts.ts'

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

// What runs commands is one file beside the few lines that start it, for each module that Node loads costs half a
// millisecond, and one of its own for lint; they are scripts, for only of a script can the compiled code be kept (src/cli/kept-code.ts).
const scripts = await build({
  ...common,
  entryPoints: { lint: 'src/cli/run-lint.ts', run: 'src/cli/run.ts' },
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  banner: { js: '(function (importMeta, module) {' },
  footer: { js: '})' },
  define: { 'import.meta': 'importMeta' },
  plugins: [
    yamlParts,
    requiredModules,
    ownModules,
    packagesWhenUsed(packages),
    staysApart(/\/(?:tree-sitter|lsp\/language-server)\.ts$/),
  ],
})
// The parser of HCL is a file of its own, which few runs load.
const start = await build({
  ...common,
  entryPoints: { bin: 'src/cli/bin.ts', 'tree-sitter': 'src/document/hcl/tree-sitter.ts' },
  plugins: [
    yamlParts,
    requiredModules,
    ownModules,
    packagesWhenUsed(packages),
    staysApart(/^\.\/run(?:-lint)?\.ts$/),
    withHashes({ lint: await hashOf('dist/lint.cjs'), run: await hashOf('dist/run.cjs') }),
  ],
})
const library = await build({
  ...common,
  entryPoints: {
    index: 'src/index.ts',
    rules: 'rules/index.ts',
    local: 'src/local/index.ts',
    testing: 'src/testing/index.ts',
    cdk: 'src/cdk.ts',
    // What editors start; no other command reads it.
    'language-server': 'src/lsp/language-server.ts',
  },
  plugins: [yamlParts, requiredModules],
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
})
const browser = await buildBrowser()
const metafile = {
  inputs: {
    ...scripts.metafile.inputs,
    ...start.metafile.inputs,
    ...library.metafile.inputs,
    ...browser.metafile.inputs,
  },
  outputs: {
    ...scripts.metafile.outputs,
    ...start.metafile.outputs,
    ...library.metafile.outputs,
    ...browser.metafile.outputs,
  },
}
refuseDynamicCommonJs(metafile)
await chmod(new URL('dist/bin.js', root), 0o755)
await copyPrograms(new URL('dist/', root))
await writeFile(new URL('dist/LICENSES.txt', root), await licenses(metafile, root))

function staysApart(filter: RegExp): Plugin {
  return {
    name: 'stays-apart',
    setup: ({ onResolve }) =>
      onResolve({ filter }, ({ kind, path }) =>
        kind === 'dynamic-import' ? { path: `./${basename(path, '.ts')}.js`, external: true } : undefined,
      ),
  }
}

function withHashes(hashes: Record<string, string>): Plugin {
  return {
    name: 'with-hashes',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\/src\/cli\/bundle\.ts$/ }, () => ({
        contents: `export const bundle = ${JSON.stringify(hashes)}`,
      })),
  }
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(new URL(file, root)))
    .digest('hex')
    .slice(0, 16)
}
