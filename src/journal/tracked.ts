import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gitNow } from '../git/git.ts'
import { repositoryRoot } from '../git/repository-root.ts'
import { moreSettings } from '../git/settings.ts'
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
    return gitNow(folder, ['ls-files', '-z', '--', `:(icase,literal)${name}`], { env: anyOwner() }).length > 0
  } catch (error) {
    // A folder that is named .git and is no git folder.
    if (error instanceof GuardError && error.message.includes('not a git repository')) return false
    throw error
  }
}

/** In a container the checkout may belong to another user, which keeps nobody from listing it. */
const anyOwner = (): Record<string, string> => moreSettings(process.env, [['safe.directory', '*']])
