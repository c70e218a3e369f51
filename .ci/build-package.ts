// Bundles the package's entry points into dist/. Small development dependencies are bundled, so that a small run reads few
// files; the dependencies that users install are left as imports.
import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { buildBrowser } from './build-browser.ts'
import { refuseDynamicCommonJs } from './dynamic-imports.ts'
import { copyPrograms } from './hcl-programs.ts'
import { licenses } from './licenses.ts'
import { manifest } from './manifest.ts'
import { ownModules, requiredModules } from './own-modules.ts'
import { packagesWhenUsed } from './packages-when-used.ts'
import { buildScript, splitScript } from './split-script.ts'
import { yamlParts } from './yaml-parts.ts'

const root = new URL('..', import.meta.url)
for (const name of await readdir(new URL('dist', root)).catch(() => [])) {
  if (name !== 'action') await rm(new URL(`dist/${name}`, root), { recursive: true })
}
const { dependencies } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
const packages = Object.keys(dependencies)
const common = {
  absWorkingDir: root.pathname,
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

// What runs commands is a script beside the few lines that start it, for each module that Node loads costs half a
// millisecond, and another for lint; scripts, for only of those can the compiled code be kept (src/cli/kept-code.ts). What
// few runs of lint need is a third: the other languages, and the formats that no hook or editor asks for.
await mkdir(new URL('dist', root), { recursive: true })
const options = {
  ...common,
  plugins: [
    manifest,
    yamlParts,
    requiredModules,
    ownModules,
    packagesWhenUsed(packages),
    staysApart(/\/(?:tree-sitter|lsp\/language-server)\.ts$/),
  ],
}
const [lint, more] = await splitScript(
  {
    entry: 'src/cli/run-lint.ts',
    atOnce:
      /^src\/(?:(?:config|run\/cache)\/[\w-]+|report\/formats\/(?:stylish|json|github)|generated\/validate-options)\.[jt]s$/,
    first: 'dist/lint.cjs',
    second: 'dist/lint-more.cjs',
  },
  options,
)
const run = await buildScript("export * from './src/cli/run.ts'", 'dist/run.cjs', options)
// The parser of HCL is a file of its own, which few runs load.
const start = await build({
  ...common,
  outdir: 'dist',
  entryPoints: { bin: 'src/cli/bin.ts', 'tree-sitter': 'src/document/hcl/tree-sitter.ts' },
  plugins: [
    manifest,
    yamlParts,
    requiredModules,
    ownModules,
    packagesWhenUsed(packages),
    staysApart(/^\.\/run(?:-lint)?\.ts$/),
    withHashes(['lint.cjs', 'lint-more.cjs', 'run.cjs']),
  ],
})
const library = await build({
  ...common,
  outdir: 'dist',
  entryPoints: {
    index: 'src/index.ts',
    rules: 'rules/index.ts',
    local: 'src/local/index.ts',
    testing: 'src/testing/index.ts',
    cdk: 'src/cdk.ts',
    // What editors start; no other command reads it.
    'language-server': 'src/lsp/language-server.ts',
  },
  plugins: [manifest, yamlParts, requiredModules],
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
})
const browser = await buildBrowser()
const metafiles = [lint, more, run.metafile, ...[start, library, browser].map((built) => built.metafile)]
const metafile = {
  inputs: Object.assign({}, ...metafiles.map((each) => each?.inputs)),
  outputs: Object.assign({}, ...metafiles.map((each) => each?.outputs)),
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

function withHashes(names: readonly string[]): Plugin {
  return {
    name: 'with-hashes',
    setup: ({ onLoad }) =>
      onLoad({ filter: /\/src\/cli\/bundle\.ts$/ }, async () => {
        const hashes = await Promise.all(names.map(async (name) => [name, await hashOf(`dist/${name}`)]))
        return { contents: `export const bundle = ${JSON.stringify(Object.fromEntries(hashes))}` }
      }),
  }
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(new URL(file, root)))
    .digest('hex')
    .slice(0, 16)
}
