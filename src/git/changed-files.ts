import { git, records } from './git.ts'

/**
 * Files that differ between a commit and the working tree, removed, uncommitted and untracked ones included; relative to
 * the root, with `/`.
 */
export function changedFiles(root: string, commit: string): Set<string> {
  const diff = ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', commit, '--']
  const untracked = ['ls-files', '--others', '--exclude-standard', '--full-name', '-z']
  return new Set([...records(git(root, diff)), ...records(git(root, untracked))])
}

/** Where the current branch left another; the other's own commit where nobody knows, as in a shallow clone. */
export function mergeBase(root: string, commit: string): string {
  try {
    return git(root, ['merge-base', commit, 'HEAD']).toString().trim()
  } catch {
    return commit
  }
}
