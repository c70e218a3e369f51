import { lstatSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import picomatch from 'picomatch'
import { GuardError } from '../errors.ts'
import { toPosix } from '../posix-path.ts'
import { walk } from './walk.ts'

export interface FoundFile {
  /** Absolute. */
  path: string
  /** Found by searching a folder, so it may turn out to be no spec file. */
  searched: boolean
}

export interface SearchOptions {
  cwd: string
  /** Repository's root: `.gitignore` counts from here on. */
  root: string
  /** What `files` and `ignores` are relative to. */
  folder: string
  files: readonly string[]
  ignores: readonly string[]
  /** Absolute paths of the project's own files: config, baseline, seed. */
  own: ReadonlySet<string>
}

/**
 * The files that `paths` name, or without any the config's `files`; in order of code unit.
 * @throws {GuardError} `NotFound` when a named path does not exist
 */
export function findFiles(paths: readonly string[], options: SearchOptions): FoundFile[] {
  const found = new Map<string, FoundFile>()
  const add = (file: FoundFile): void => {
    const known = found.get(file.path)
    if (!known || known.searched) found.set(file.path, file)
  }
  if (paths.length === 0) for (const file of byGlobs(options.files, options.folder, options)) add(file)
  for (const path of paths) for (const file of byPath(path, options)) add(file)
  return [...found.values()]
}

function byPath(path: string, options: SearchOptions): FoundFile[] {
  const absolute = resolve(options.cwd, path)
  const stats = lstatSync(absolute, { throwIfNoEntry: false })
  if (stats?.isDirectory()) return search(absolute, options).map((file) => ({ path: file, searched: true }))
  if (stats) return [{ path: absolute, searched: false }]
  if (picomatch.scan(path).isGlob) return byGlobs([path], options.cwd, options)
  throw new GuardError('NotFound', `${path} does not exist.`, {
    hint: 'Name a file, a folder or a glob; globs may need quotes in a shell.',
  })
}

const specNames = /\.(?:ya?ml|json)$/i

function search(folder: string, options: SearchOptions): string[] {
  return [...walk(folder, options)].filter((file) => specNames.test(file))
}

function byGlobs(globs: readonly string[], folder: string, options: SearchOptions): FoundFile[] {
  const bases = new Set(globs.filter((glob) => !glob.startsWith('!')).map((glob) => baseOf(glob, folder)))
  const matches = picomatch(
    [...globs.filter((glob) => !glob.startsWith('!'))].map((glob) => clean(glob)),
    {
      ignore: globs.filter((glob) => glob.startsWith('!')).map((glob) => clean(glob.slice(1))),
    },
  )
  return [...bases].flatMap((base) => {
    const stats = lstatSync(base, { throwIfNoEntry: false })
    const files = stats?.isDirectory() ? [...walk(base, options)] : stats ? [base] : []
    return files.filter((file) => matches(toPosix(relative(folder, file)))).map((path) => ({ path, searched: false }))
  })
}

const clean = (glob: string): string => glob.replace(/^\.\//, '')

function baseOf(glob: string, folder: string): string {
  const { base } = picomatch.scan(glob)
  return isAbsolute(base) ? base : resolve(folder, base)
}
