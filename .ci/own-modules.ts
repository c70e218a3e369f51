import { builtinModules } from 'node:module'
import type { Plugin } from 'esbuild'

/** Gives CommonJS in an ES module what it requires of Node's own modules. */
export const requiredModules: Plugin = {
  name: 'required-modules',
  setup({ onResolve, onLoad }) {
    const known = new Set(builtinModules)
    onResolve({ filter: /^(?:node:)?[a-z0-9_/]+$/ }, ({ path, kind }) => {
      const name = path.replace(/^node:/, '')
      return kind === 'require-call' && known.has(name) ? { path: name, namespace: 'own-required' } : undefined
    })
    onLoad({ filter: /./, namespace: 'own-required' }, ({ path }) => ({
      contents: `module.exports = ${moduleOf(path)}`,
    }))
  },
}

/**
 * Takes from Node's own modules only what is imported. An import of `node:fs` as Node does it asks for each of its exports
 * at once, and that loads what lies behind them, streams and all: 10 ms that a small run never gets back.
 */
export const ownModules: Plugin = ownModulesPer(() => '')

/** The same where what is bundled is split: each module has its own, else one would load what another imports. */
const importers: string[] = []
export const ownModulesEach: Plugin = ownModulesPer((importer) => {
  if (!importers.includes(importer)) importers.push(importer)
  return `?${importers.indexOf(importer)}`
})

function ownModulesPer(suffixOf: (importer: string) => string): Plugin {
  return {
    name: 'own-modules',
    setup({ onResolve, onLoad }) {
      const known = new Set(builtinModules)
      onResolve({ filter: /^(?:node:)?[a-z0-9_/]+$/ }, ({ path, kind, importer }) => {
        const name = path.replace(/^node:/, '')
        if (!known.has(name)) return undefined
        if (kind === 'require-call') return undefined
        return {
          path: name,
          suffix: suffixOf(importer),
          namespace: neverUsed(name, importer) ? 'own-unused' : 'own-imported',
        }
      })
      onLoad({ filter: /./, namespace: 'own-unused' }, () => ({ contents: 'export default {}' }))
      onLoad({ filter: /./, namespace: 'own-imported' }, async ({ path }) => {
        const own: Record<string, unknown> = await import(`node:${path}`)
        const names = Object.keys(own).filter((name) => name !== 'default')
        const lines = names.map((name) =>
          heavy.has(path) && typeof own[name] === 'function' ? whenCalled(path, name) : atOnce(name),
        )
        const whole = `const own = /* @__PURE__ */ (() => ${moduleOf(path)})()`
        return { contents: [whole, 'export default own', ...lines].join('\n') }
      })
    },
  }
}

const moduleOf = (name: string): string => `process.getBuiltinModule(${JSON.stringify(`node:${name}`)})`

/** Take long to load, cryptography as long as lint takes for a file, and most runs call nothing of them. */
const heavy = new Set(['crypto', 'os', 'timers/promises'])

const atOnce = (name: string): string => `export const ${name} = /* @__PURE__ */ (() => own.${name})()`

const whenCalled = (path: string, name: string): string =>
  `export const ${name} = (...given) => ${moduleOf(path)}.${name}(...given)`

/** Commander starts subcommands that are programs of their own; ours are none. */
const neverUsed = (name: string, importer: string): boolean =>
  name === 'child_process' && importer.includes('/commander/')
