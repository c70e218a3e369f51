// Bundles the Action into dist/action, which is committed: what a runner gets is the tagged tree, without an install.
import { rm, writeFile } from 'node:fs/promises'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { refuseDynamicCommonJs } from './dynamic-imports.ts'
import { copyPrograms } from './hcl-programs.ts'
import { licenses } from './licenses.ts'
import { manifest } from './manifest.ts'
import { ownModulesEach, requiredModules } from './own-modules.ts'
import { startAtOnce } from './start-at-once.ts'
import { yamlParts } from './yaml-parts.ts'

const root = new URL('..', import.meta.url)
const out = new URL('dist/action/', root)

/**
 * The toolkit's modules do nothing when they are loaded, but do not say so. Told so, the bundler leaves out what nobody
 * calls: `@actions/core` alone would load an HTTP client for OIDC, which costs more than a lint.
 */
const toolkitIsPure: Plugin = {
  name: 'toolkit-is-pure',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === toolkitIsPure || !/node_modules\/@actions\//.test(from.importer)) return undefined
      const found = await resolve(path, { ...from, pluginData: toolkitIsPure })
      return { ...found, sideEffects: false }
    })
  },
}

/**
 * Of some libraries the part that the Action calls: undici's fetch and its way through proxies, without its caches, mocks
 * and sockets; Octokit without a method for each of GitHub's routes; and no parser of browsers' names, which the AWS SDK
 * has beside its own for Node.
 */
const parts: Record<string, string> = {
  // As undici's own index does, which a tunnel relies on: dispatchers learn to connect.
  undici: `
    import connect from 'undici/lib/api/api-connect.js'
    import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'
    Object.assign(Dispatcher.prototype, { connect })
    export { default as ProxyAgent } from 'undici/lib/dispatcher/proxy-agent.js'
    export { fetch } from 'undici/lib/web/fetch/index.js'`,
  '@octokit/plugin-rest-endpoint-methods': 'export const restEndpointMethods = () => ({})',
  bowser: 'export default {}',
}
const partsAlone: Plugin = {
  name: 'parts-alone',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /./ }, ({ path }) => (path in parts ? { path, namespace: 'part' } : undefined))
    onLoad({ filter: /./, namespace: 'part' }, ({ path }) => ({
      contents: parts[path] ?? '',
      resolveDir: root.pathname,
    }))
  },
}

await rm(out, { recursive: true, force: true })
const common = {
  absWorkingDir: root.pathname,
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // CommonJS dependencies call require() for Node's own modules.
  banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  legalComments: 'none',
  logLevel: 'warning',
} satisfies BuildOptions
const { metafile } = await build({
  ...common,
  entryPoints: { main: 'src/action/main.ts' },
  outdir: 'dist/action',
  splitting: true,
  metafile: true,
  plugins: [manifest, yamlParts, requiredModules, ownModulesEach, partsAlone, toolkitIsPure],
  // The SDK's ES modules split and shrink better than the CommonJS that its `main` names.
  mainFields: ['module', 'main'],
})
await startAtOnce(out.pathname, 'main.js', metafile, common)
refuseDynamicCommonJs(metafile)
await copyPrograms(out)
await writeFile(new URL('package.json', out), '{ "type": "module" }\n')
await writeFile(new URL('LICENSES.txt', out), await licenses(metafile, root))
