import { existsSync, lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import { globBases, globMatcher, isGlob } from '../../files/globs.ts'
import { relative } from '../../files/posix-path.ts'
import { GuardError } from '../../model/errors.ts'
import { type FoundFile, otherNames } from '../source.ts'
import { leadsToFolder, type Walked, type WalkOptions, walk } from './walk.ts'

export interface SearchOptions extends WalkOptions {
  cwd: string
}

export interface Search {
  files: FoundFile[]
  /** Absolute paths of files beside them whose extension alone keeps them out: `web.yml` for `*.yaml`, `web.yaml.j2`. */
  beside: string[]
  /** What was asked for and leads to no file, as it was written; of a config only what lies in no folder that there is. */
  absent: string[]
}

/**
 * The files that `paths` name, or without any those of the selections.
 * @throws {GuardError} `NotFound` when a named path does not exist
 */
export function findFiles(paths: readonly string[], options: SearchOptions): Search {
  const searches =
    paths.length === 0
      ? options.selections.map(({ files, folder }) => byGlobs(files, folder, options))
      : paths.map((path) => byPath(path, options))
  const [first] = searches
  const files = first && searches.length === 1 ? first.files : once(searches.flatMap((search) => search.files))
  const absent = new Set(searches.flatMap((search) => search.absent))
  return {
    files,
    beside: unjudged(
      searches.flatMap((search) => search.beside),
      files,
    ),
    absent: [...absent],
  }
}

/** Each file once, as the one of the searches that says most has found it. */
function once(files: readonly FoundFile[]): FoundFile[] {
  const found = new Map<string, FoundFile>()
  for (const file of files) {
    const known = found.get(file.path)
    if (!known || file.by === 'path' || known.by === 'search') found.set(file.path, file)
  }
  return [...found.values()]
}

/** Without what another path or glob led to. */
function unjudged(beside: readonly string[], files: readonly FoundFile[]): string[] {
  if (beside.length === 0) return []
  const found = new Set(files.map(({ path }) => path))
  const isJudged = (path: string): boolean => found.has(path) && !(otherNames.test(path) && kindredNames.test(path))
  return [...new Set(beside.filter((path) => !isJudged(path)))]
}

const specNames = /\.(?:ya?ml|json)$/i

/** What else a spec may be called: with comments, or as the template of one. */
const kindredNames = /\.(?:ya?ml|json[c5]?)(?:\.(?:j2|jinja2?|tmpl|tpl|tftpl|gotmpl|erb|template|in|dist))?$/i

function byPath(path: string, options: SearchOptions): Search {
  const absolute = resolve(options.cwd, path)
  const stats = lstatSync(absolute, { throwIfNoEntry: false })
  if (stats?.isDirectory()) {
    const search: Search = { files: [], beside: [], absent: [] }
    for (const { path, isFolder } of walk(absolute, options)) {
      const isSpec = isFolder || specNames.test(path)
      if (isSpec || otherNames.test(path)) search.files.push({ path, by: 'search' })
      if (!isSpec && kindredNames.test(path)) search.beside.push(path)
    }
    return search.files.length === 0 ? { ...search, absent: [path] } : search
  }
  if (stats) return { files: [{ path: absolute, by: 'path' }], beside: [], absent: [] }
  if (isGlob(path)) {
    const search = byGlobs([path], options.cwd, options)
    return search.files.length === 0 ? { ...search, absent: [path] } : search
  }
  throw new GuardError('NotFound', `${path} does not exist.`, {
    hint: 'Name a file, a folder or a glob; globs may need quotes in a shell.',
  })
}

function byGlobs(globs: readonly string[], folder: string, options: SearchOptions): Search {
  const inFolder = globs.map((glob) => relativeTo(folder, glob))
  const matches = globMatcher(inFolder)
  const mayHold = (path: string): boolean => ['', '/x.yaml', '/x.yml', '/x.json'].some((end) => matches(path + end))
  const walked = [...basesOf(inFolder, folder)].flatMap(([base, depth]): Walked[] => {
    const stats = lstatSync(base, { throwIfNoEntry: false })
    if (stats?.isDirectory()) return walk(base, options, depth)
    return stats ? [{ path: base, isFolder: stats.isSymbolicLink() && leadsToFolder(base) }] : []
  })
  const inGlob = (path: string): string => relative(folder, path)
  const [found, others] = partition(walked, ({ path, isFolder }) => (isFolder ? mayHold : matches)(inGlob(path)))
  const isBeside = (path: string): boolean =>
    kindredNames.test(path) &&
    ['.yaml', '.yml', '.json'].some((end) => matches(inGlob(path).replace(kindredNames, end)))
  const isAbsent = (glob: string): boolean => {
    const bases = [...basesOf([glob], folder).keys()]
    return bases.length > 0 && !bases.some((base) => existsSync(base))
  }
  return {
    // Bases may lie in each other.
    files: once(found.map(({ path }) => ({ path, by: 'glob' }))),
    beside: others.filter(({ path, isFolder }) => !isFolder && isBeside(path)).map(({ path }) => path),
    absent: globs.filter((_, at) => isAbsent(inFolder[at] ?? '')),
  }
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [yes: T[], no: T[]] {
  const yes: T[] = []
  const no: T[] = []
  for (const item of items) (test(item) ? yes : no).push(item)
  return [yes, no]
}

/** Where the search for each glob begins, and how many folders deep it can go. */
function basesOf(globs: readonly string[], folder: string): Map<string, number> {
  const bases = new Map<string, number>()
  for (const { base, depth } of globBases(globs)) {
    const path = resolve(folder, base)
    bases.set(path, Math.max(bases.get(path) ?? 0, depth))
  }
  return bases
}

/** Absolute globs are matched from the folder too, so that one matcher serves all. */
function relativeTo(folder: string, glob: string): string {
  const negation = glob.startsWith('!') ? '!' : ''
  const pattern = glob.slice(negation.length)
  return negation + (pattern.startsWith('/') ? relative(folder, pattern) : pattern.replace(/^\.\//, ''))
}
