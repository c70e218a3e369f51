import { type Dirent, readdirSync, statSync } from 'node:fs'
import { sep } from 'node:path'
import { globMatcher } from '../../files/globs.ts'
import { relative } from '../../files/posix-path.ts'
import { createGitIgnore, type GitIgnore } from './git-ignore.ts'

export interface WalkOptions {
  /** The repository's root. */
  root: string
  /** What all of them ignore is left out. */
  selections: readonly Selection[]
  /** Absolute paths of the project's own files: config, baseline, seed. */
  own: ReadonlySet<string>
}

/** The files that one config speaks of; its globs are relative to `folder`. */
export interface Selection {
  folder: string
  files: readonly string[]
  ignores: readonly string[]
}

export interface Walked {
  path: string
  /** A folder that is not entered: a link, or one that cannot be read. */
  isFolder: boolean
}

type Keep = (path: string, isFolder: boolean, gitIgnore: GitIgnore) => boolean

/**
 * The files below `folder`; without dot files, `node_modules`, what git ignores, `ignores` and the project's own files.
 * Links are not followed.
 */
export function walk(folder: string, { root, selections, own }: WalkOptions, depth?: number): Walked[] {
  // What one of them does not ignore is none that all ignore.
  const matchers = selections.some(({ ignores }) => ignores.length === 0) ? [] : selections.map(ignoreMatcher)
  const keep: Keep = (path, isFolder, gitIgnore) => {
    if (matchers.length > 0 && matchers.every((ignores) => ignores(path, isFolder))) return false
    return !gitIgnore.ignores(path, isFolder)
  }
  const gitIgnore = createGitIgnore(root, folder)
  // What is named outright is read though git ignores it, as the output of a build is.
  const above = gitIgnore.ignores(folder, true) ? createGitIgnore(folder, folder) : gitIgnore
  const walked: Walked[] = []
  walkFolder(folder, above, depth ?? Number.POSITIVE_INFINITY, { own: [...own], keep, walked })
  return walked
}

function ignoreMatcher({ folder, ignores }: Selection): (path: string, isFolder: boolean) => boolean {
  const matches = globMatcher(ignores)
  return (path, isFolder) => {
    const inFolder = relative(folder, path)
    return matches(inFolder) || (isFolder && matches(`${inFolder}/`))
  }
}

interface Walk {
  own: readonly string[]
  keep: Keep
  walked: Walked[]
}

function walkFolder(folder: string, above: GitIgnore, depth: number, walk: Walk): void {
  const { own, keep, walked } = walk
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    walked.push({ path: folder, isFolder: true })
    return
  }
  const gitIgnore = entries.some(({ name }) => name === '.gitignore') ? above.within(folder) : above
  const inside = folder.endsWith(sep) ? folder : folder + sep
  const ownHere = own.filter((path) => path.startsWith(inside))
  for (const entry of entries.sort(byName)) {
    const { name } = entry
    if (name.startsWith('.') || name === 'node_modules') continue
    const path = inside + name
    const isFolder = entry.isDirectory()
    if (ownHere.includes(path) || !keep(path, isFolder, gitIgnore)) continue
    if (!isFolder) walked.push({ path, isFolder: entry.isSymbolicLink() && leadsToFolder(path) })
    else if (depth > 0) walkFolder(path, gitIgnore, depth - 1, walk)
  }
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}

export function leadsToFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
