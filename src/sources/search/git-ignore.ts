import { dirname, join } from 'node:path'
import { mostBytes } from '../../files/most-bytes.ts'
import { relative } from '../../files/posix-path.ts'
import { readBytes } from '../../files/read-file.ts'
import { type IgnoreRules, parseIgnoreRules } from './ignore-rules.ts'

/** What git leaves out in a folder and below. */
export interface GitIgnore {
  ignores(path: string, isFolder: boolean): boolean
  /** With the `.gitignore` of a folder below. */
  within(folder: string): GitIgnore
}

interface IgnoreFile {
  folder: string
  rules: IgnoreRules
}

/** The rules that hold in `folder`: of the repository and of the folders down to it, its own left out. */
export function createGitIgnore(root: string, folder: string): GitIgnore {
  const inner = relative(root, folder)
  if (inner === '..' || inner.startsWith('../')) return withFiles([], () => new Set())
  const above = inner === '' ? [] : inner.split('/').map((_, depth, parts) => join(root, ...parts.slice(0, depth)))
  const files = [...read(root, '.git/info/exclude'), ...above.flatMap((parent) => read(parent, '.gitignore'))]
  return withFiles(files.reverse(), createTracked(root))
}

/** The files from the deepest on. */
function withFiles(files: readonly IgnoreFile[], tracked: () => ReadonlySet<string>): GitIgnore {
  return {
    ignores: (path, isFolder) => files.length > 0 && isIgnored(path, isFolder, files) && !tracked().has(path),
    within: (folder) => withFiles([...read(folder, '.gitignore'), ...files], tracked),
  }
}

/** The first file that says something about a path decides. */
function isIgnored(path: string, isFolder: boolean, files: readonly IgnoreFile[]): boolean {
  for (const { folder, rules } of files) {
    const says = rules(relative(folder, path), isFolder)
    if (says !== undefined) return says
  }
  return false
}

function read(folder: string, name: string): IgnoreFile[] {
  try {
    return [{ folder, rules: parseIgnoreRules(readBytes(join(folder, name), mostBytes.policy).toString('utf8')) }]
  } catch {
    return []
  }
}

/**
 * Files that git tracks although its rules ignore them, and the folders above them; git is asked once, when the first
 * path is ignored. Without git, or outside a repository, there are none.
 */
function createTracked(root: string): () => ReadonlySet<string> {
  let known: Set<string> | undefined
  return () => {
    known ??= new Set(listTracked(root).flatMap((file) => foldersAbove(join(root, file), root)))
    return known
  }
}

function listTracked(root: string): string[] {
  const { execFileSync } = process.getBuiltinModule('node:child_process')
  try {
    const output = execFileSync('git', ['ls-files', '-z', '--cached', '--ignored', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 2 ** 28,
    })
    return output.split('\0').filter((file) => file !== '')
  } catch {
    return []
  }
}

function foldersAbove(path: string, root: string): string[] {
  const paths = [path]
  for (let at = dirname(path); at.length > root.length; at = dirname(at)) paths.push(at)
  return paths
}
