import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import createIgnore, { type Ignore } from 'ignore'
import picomatch from 'picomatch'
import { toPosix } from '../posix-path.ts'

interface WalkOptions {
  root: string
  folder: string
  ignores: readonly string[]
  own: ReadonlySet<string>
}

/** A `.gitignore` with the folder it counts from. */
interface IgnoreFile {
  folder: string
  rules: Ignore
}

/**
 * The files below `folder`, links included but not followed; without dot files, `node_modules`, what git ignores,
 * `ignores` and the project's own files.
 */
export function* walk(folder: string, options: WalkOptions): Generator<string> {
  const isIgnored = picomatch([...options.ignores], { dot: true })
  yield* walkFolder(folder, ignoreFilesAbove(folder, options.root), (path, isFolder, ignoreFiles) => {
    if (options.own.has(path)) return false
    const inFolder = toPosix(relative(options.folder, path))
    if (options.ignores.length > 0 && (isIgnored(inFolder) || (isFolder && isIgnored(`${inFolder}/`)))) return false
    return !ignoreFiles.some(({ folder: base, rules }) => {
      const inner = toPosix(relative(base, path))
      return inner !== '' && !inner.startsWith('..') && rules.ignores(isFolder ? `${inner}/` : inner)
    })
  })
}

type Keep = (path: string, isFolder: boolean, ignoreFiles: readonly IgnoreFile[]) => boolean

function* walkFolder(folder: string, above: readonly IgnoreFile[], keep: Keep): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true })
  const ignoreFiles = entries.some(({ name }) => name === '.gitignore') ? [...above, ...readIgnoreFile(folder)] : above
  for (const entry of entries.sort(byName)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const path = join(folder, entry.name)
    if (!keep(path, entry.isDirectory(), ignoreFiles)) continue
    if (entry.isDirectory()) yield* walkFolder(path, ignoreFiles, keep)
    else yield path
  }
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1
}

function ignoreFilesAbove(folder: string, root: string): IgnoreFile[] {
  const parts = toPosix(relative(root, folder)).split('/')
  if (parts[0] === '..' || parts[0] === '') return []
  return parts.flatMap((_, depth) => readIgnoreFile(join(root, ...parts.slice(0, depth))))
}

function readIgnoreFile(folder: string): IgnoreFile[] {
  try {
    return [{ folder, rules: createIgnore().add(readFileSync(join(folder, '.gitignore'), 'utf8')) }]
  } catch {
    return []
  }
}
