import { lstatSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import picomatch from 'picomatch'
import { globMatcher } from '../../files/globs.ts'
import { toPosix } from '../../files/posix-path.ts'
import { GuardError } from '../../model/errors.ts'
import { type Walked, type WalkOptions, walk } from './walk.ts'

export interface FoundFile {
  /** Absolute. */
  path: string
  /** What led to it: a file found by searching may be none of specs, one that was spelled out is read in any case. */
  by: 'path' | 'glob' | 'search'
}

export interface SearchOptions extends WalkOptions {
  cwd: string
}

/**
 * The files that `paths` name, or without any those of the selections.
 * @throws {GuardError} `NotFound` when a named path does not exist
 */
export function findFiles(paths: readonly string[], options: SearchOptions): FoundFile[] {
  const found = new Map<string, FoundFile>()
  const all =
    paths.length === 0
      ? options.selections.flatMap(({ files, folder }) => byGlobs(files, folder, options))
      : paths.flatMap((path) => byPath(path, options))
  for (const file of all) {
    const known = found.get(file.path)
    if (!known || file.by === 'path' || known.by === 'search') found.set(file.path, file)
  }
  return [...found.values()]
}

const specNames = /\.(?:ya?ml|json)$/i

function byPath(path: string, options: SearchOptions): FoundFile[] {
  const absolute = resolve(options.cwd, path)
  const stats = lstatSync(absolute, { throwIfNoEntry: false })
  if (stats?.isDirectory()) {
    const found = [...walk(absolute, options)].filter((file) => specNames.test(file.path) || file.isFolder)
    return found.map((file) => ({ path: file.path, by: 'search' }))
  }
  if (stats) return [{ path: absolute, by: 'path' }]
  if (picomatch.scan(path).isGlob) return byGlobs([path], options.cwd, options)
  throw new GuardError('NotFound', `${path} does not exist.`, {
    hint: 'Name a file, a folder or a glob; globs may need quotes in a shell.',
  })
}

function byGlobs(globs: readonly string[], folder: string, options: SearchOptions): FoundFile[] {
  const inFolder = globs.map((glob) => relativeTo(folder, glob))
  const matches = globMatcher(inFolder)
  const mayHold = (path: string): boolean => ['', '/x.yaml', '/x.yml', '/x.json'].some((end) => matches(path + end))
  const found = basesOf(inFolder, folder).flatMap(([base, depth]): Walked[] => {
    const stats = lstatSync(base, { throwIfNoEntry: false })
    if (stats?.isDirectory()) return [...walk(base, options, depth)]
    return stats ? [{ path: base, isFolder: false }] : []
  })
  return found
    .filter(({ path, isFolder }) => (isFolder ? mayHold : matches)(toPosix(relative(folder, path))))
    .map(({ path }) => ({ path, by: 'glob' }))
}

/** Where the search for each glob begins, and how many folders deep it can go. */
function basesOf(globs: readonly string[], folder: string): [string, number][] {
  const bases = new Map<string, number>()
  for (const glob of globs.filter((each) => !each.startsWith('!'))) {
    const { base, glob: rest } = picomatch.scan(glob)
    const isFlat = !/\*\*|[{(]/.test(rest)
    const path = resolve(folder, base)
    bases.set(path, Math.max(bases.get(path) ?? 0, isFlat ? rest.split('/').length - 1 : Number.POSITIVE_INFINITY))
  }
  return [...bases]
}

/** Absolute globs are matched from the folder too, so that one matcher serves all. */
function relativeTo(folder: string, glob: string): string {
  const negation = glob.startsWith('!') ? '!' : ''
  const pattern = glob.slice(negation.length)
  return negation + (pattern.startsWith('/') ? toPosix(relative(folder, pattern)) : pattern.replace(/^\.\//, ''))
}
