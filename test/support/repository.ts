import { execFileSync } from 'node:child_process'
import { tempFolder } from './temp-folder.ts'

/** A git repository whose first commit has the given files. */
export function repository(files: Record<string, string>): string {
  const folder = tempFolder(files)
  git(folder, 'init', '-q', '-b', 'main', '--template=')
  commit(folder)
  return folder
}

/** An author, and nothing that a repository of a few seconds needs: upkeep, and waiting for the disk. */
const settings = [
  'user.name=t',
  'user.email=t@example.com',
  'commit.gpgsign=false',
  'maintenance.auto=false',
  'core.fsync=none',
].flatMap((setting) => ['-c', setting])

export function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-C', folder, ...settings, ...args], { encoding: 'utf8', stdio: 'pipe' })
}

/** Commits everything that git does not ignore. */
export function commit(folder: string): void {
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'x')
}
