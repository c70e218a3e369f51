import { execFileSync } from 'node:child_process'
import { tempFolder } from './temp-folder.ts'

/** A git repository whose first commit has the given files. */
export function repository(files: Record<string, string>): string {
  const folder = tempFolder(files)
  git(folder, 'init', '-q', '-b', 'main')
  commit(folder)
  return folder
}

export function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false']
  return execFileSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8', stdio: 'pipe' })
}

/** Commits everything that git does not ignore. */
export function commit(folder: string): void {
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'x')
}
