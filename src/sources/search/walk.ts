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
export function* walk(
  folder: string,
  options: WalkOptions,
  depth: number = Number.POSITIVE_INFINITY,
): Generator<Walked> {
  const matchers = options.selections.map(ignoreMatcher)
  const keep: Keep = (path, isFolder, gitIgnore) => {
    if (options.own.has(path)) return false
    if (matchers.length > 0 && matchers.every((ignores) => ignores(path, isFolder))) return false
    return !gitIgnore.ignores(path, isFolder)
  }
  const gitIgnore = createGitIgnore(options.root, folder)
  // What is named outright is read though git ignores it, as the output of a build is.
  const above = gitIgnore.ignores(folder, true) ? createGitIgnore(folder, folder) : gitIgnore
  yield* walkFolder(folder, above, keep, depth)
}

function ignoreMatcher({ folder, ignores }: Selection): (path: string, isFolder: boolean) => boolean {
  if (ignores.length === 0) return () => false
  const matches = globMatcher(ignores)
  return (path, isFolder) => {
    const inFolder = relative(folder, path)
    return matches(inFolder) || (isFolder && matches(`${inFolder}/`))
  }
}

function* walkFolder(folder: string, above: GitIgnore, keep: Keep, depth: number): Generator<Walked> {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    yield { path: folder, isFolder: true }
    return
  }
  const gitIgnore = entries.some(({ name }) => name === '.gitignore') ? above.within(folder) : above
  const inside = folder.endsWith(sep) ? folder : folder + sep
  for (const entry of entries.sort(byName)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const path = inside + entry.name
    if (!keep(path, entry.isDirectory(), gitIgnore)) continue
    if (!entry.isDirectory()) yield { path, isFolder: entry.isSymbolicLink() && leadsToFolder(path) }
    else if (depth > 0) yield* walkFolder(path, gitIgnore, keep, depth - 1)
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
