import { createRequire, findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Absolute path of what a package, or a part of it, exports to a file beside `from`.
 * @throws {Error} when it is not installed, or exports nothing there
 */
export function resolvePackage(name: string, from: string): string {
  const require = createRequire(from)
  try {
    return require.resolve(name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_PACKAGE_PATH_NOT_EXPORTED') throw error
    // Exported to `import` alone, which `require` does not see.
    const manifest = findPackageJSON(name, pathToFileURL(from))
    const target = manifest && importTarget(require(manifest), name)
    if (manifest === undefined || target === undefined) throw error
    return join(dirname(manifest), target)
  }
}

type Exports = string | { [key: string]: Exports } | null | undefined

function importTarget(manifest: { name: string; exports?: Exports }, name: string): string | undefined {
  const { exports } = manifest
  if (typeof exports !== 'object' || exports === null) return undefined
  const part = `.${name.slice(manifest.name.length)}`
  let at: Exports = '.' in exports || part !== '.' ? exports[part] : exports
  while (typeof at === 'object' && at !== null) at = at.import ?? at.node ?? at.default
  return at ?? undefined
}
