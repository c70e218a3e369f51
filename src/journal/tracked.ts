import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { git } from '../git/git.ts'
import { repositoryRoot } from '../git/repository-root.ts'
import { GuardError } from '../model/errors.ts'

/**
 * Refuses a journal that git tracks: it came with a commit, and whoever wrote that would say what a run has done and has
 * still to do.
 * @throws {GuardError} `Journal`
 */
export function refuseTracked(path: string): void {
  const folder = dirname(path)
  if (!existsSync(join(repositoryRoot(folder), '.git')) || !isTracked(folder, basename(path))) return
  throw new GuardError('Journal', `The journal ${path} is tracked by git, so anybody's commit could have written it.`, {
    hint: 'Take it out of the repository (git rm --cached), and keep journals outside of the checkout.',
  })
}

function isTracked(folder: string, name: string): boolean {
  try {
    return git(folder, ['ls-files', '-z', '--', `:(icase,literal)${name}`], { env: anyOwner }).length > 0
  } catch (error) {
    // A folder that is named .git and is none.
    if (error instanceof GuardError && error.message.includes('not a git repository')) return false
    throw error
  }
}

/** In a container the checkout may belong to another user, which keeps nobody from listing it. */
const anyOwner = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' }
