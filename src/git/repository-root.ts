import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The nearest folder upwards that holds `.git` (a folder, or a file in worktrees and submodules); else `otherwise`. */
export function repositoryRoot(cwd: string, otherwise: string = cwd): string {
  let folder = cwd
  while (!existsSync(join(folder, '.git'))) {
    const parent = dirname(folder)
    if (parent === folder) return otherwise
    folder = parent
  }
  return folder
}
