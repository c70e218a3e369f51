import type { Plugin } from 'esbuild'

/**
 * Loads a package that users install when the module that imports it runs. As an import it would stand at the top of the
 * bundle, and every run would load the AWS SDK and a JSON Schema engine before it begins.
 */
export const packagesWhenUsed = (names: readonly string[]): Plugin => ({
  name: 'packages-when-used',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[@a-z]/ }, ({ path, kind }) => {
      const isPackage = names.some((name) => path === name || path.startsWith(`${name}/`))
      return isPackage && kind === 'import-statement' ? { path, namespace: 'package' } : undefined
    })
    onResolve({ filter: /^require-package$/ }, ({ path }) => ({ path, namespace: path }))
    onLoad({ filter: /./, namespace: 'package' }, ({ path }) => ({
      contents: `module.exports = require('require-package').requirePackage(${JSON.stringify(path)})`,
    }))
    onLoad({ filter: /./, namespace: 'require-package' }, () => ({
      contents: "export const requirePackage = process.getBuiltinModule('node:module').createRequire(import.meta.url)",
    }))
  },
})
