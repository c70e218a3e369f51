import { dirname, join, relative } from 'node:path'
import { toPosix } from '../files/posix-path.ts'
import { GuardError } from '../model/errors.ts'
import type { ConfigTree } from './config-tree.ts'

/** What a config is called. */
export const configNames: readonly string[] = ['yaml', 'yml', 'json', 'mjs', 'js', 'mts', 'ts'].map(
  (extension) => `ibguard.config.${extension}`,
)

/**
 * The config that holds in a folder: the nearest one upwards, as far as the repository's root.
 * @throws {GuardError} `Config` when a folder has two
 */
export function findConfig(cwd: string, root: string, tree: ConfigTree): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const found = configNames.map((name) => join(folder, name)).filter((path) => tree.read(path) !== undefined)
    if (found.length > 1) {
      const files = found.map((path) => toPosix(relative(root, path)))
      throw new GuardError('Config', `${files.join(' and ')} are both configs; only one can hold in a folder.`, {
        hint: 'Keep one of them.',
      })
    }
    if (found[0] !== undefined || folder === root || folder === dirname(folder)) return found[0]
  }
}
