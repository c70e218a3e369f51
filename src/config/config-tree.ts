import { lstatSync, realpathSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ioProblem } from '../files/io-problem.ts'
import { mostBytes } from '../files/most-bytes.ts'
import { toPosix } from '../files/posix-path.ts'
import { readText, textOf } from '../files/read-file.ts'
import { GuardError } from '../model/errors.ts'
import { importFrom, importModule, type ModuleFiles } from './import-module.ts'

/** Where a config and what it names are read from: the working tree, or a revision of it. Paths are absolute. */
export interface ConfigTree {
  /** The revision, as the user named it; absent for the working tree. */
  revision?: string
  /** Every path that was asked for so far, there or not; absent where nobody takes note. */
  asked?: ReadonlySet<string>
  /**
   * Text without byte order mark; undefined where there is no such file.
   * @throws {GuardError} `Io` for one that cannot be read
   */
  read(path: string): string | undefined
  /** Default export of a module. */
  importFile(path: string): Promise<unknown>
}

/** Whatever is on the disk: where packages are installed, links are the rule. */
export const workingTree: ConfigTree = {
  read(path) {
    try {
      return readText(path, mostBytes.policy)
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
      throw unreadable(path, error)
    }
  },
  importFile: (path) => importModule(moduleUrl(path)),
}

/** When modules were changed that were imported before. */
const importedAt = new Map<string, number>()

/** Node keeps a module for good: one that has changed since, as in the life of an editor, is imported by another name. */
function moduleUrl(path: string): string {
  const { href } = pathToFileURL(path)
  const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const first = importedAt.get(path) ?? changedAt
  importedAt.set(path, first)
  return first === changedAt ? href : `${href}?changed=${changedAt}`
}

/**
 * The working tree of the repository at `root`, in which no link leads out; a file that is named outside it is read.
 * Where nobody vouches for what is checked out (`safe`), nothing outside is.
 */
export function checkoutTree(root: string, { safe }: { safe: boolean }): ConfigTree {
  const asked = new Set<string>()
  return {
    ...workingTree,
    asked,
    read(path) {
      asked.add(path)
      // Nearly every name that a config might have is no file; exceptions would take longer than all the rest.
      if (isWithin(root, path) && !lstatSync(path, { throwIfNoEntry: false })) return undefined
      const why = isWithin(root, path) ? astray(root, path) : safe ? 'is outside the repository' : undefined
      if (why === undefined) return workingTree.read(path)
      // Its text is shown nowhere: it may be anybody's.
      throw new GuardError('Refused', `${toPosix(relative(root, path))} ${why}; it is not read.`, {
        hint: 'Put the file itself into the repository.',
      })
    },
  }
}

function unreadable(path: string, error: unknown): GuardError {
  return new GuardError('Io', `${path} cannot be read: ${ioProblem(error)}.`, {
    hint: 'Name a regular file that can be read, or make this one readable.',
    cause: error,
  })
}

/** Where a path leads to that it must not; undefined where it stays in the repository, or there is no such file. */
function astray(root: string, path: string): string | undefined {
  try {
    return isWithin(realpathSync(root), realpathSync(path)) ? undefined : 'is a link out of the repository'
  } catch {
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
    return isLink ? 'is a link to nothing' : undefined
  }
}

function isWithin(root: string, path: string): boolean {
  const inner = relative(root, path)
  return inner !== '..' && !inner.startsWith(`..${sep}`) && !isAbsolute(inner)
}

/** The files of a revision of the repository at `root`. */
export function revisionTree(root: string, files: ModuleFiles & { ref: string }, safe: boolean): ConfigTree {
  const inside = (path: string): string => toPosix(relative(root, path))
  const asked = new Set<string>()
  // What a plugin imports is read as well.
  const read = (path: string): Buffer | undefined => {
    asked.add(join(root, path))
    return files.read(path)
  }
  return {
    revision: files.ref,
    asked,
    read(path) {
      const bytes = read(inside(path))
      try {
        return bytes && textOf(bytes)
      } catch (error) {
        throw unreadable(`${inside(path)} in ${files.ref}`, error)
      }
    },
    importFile: (path) => importFrom({ commit: files.commit, read }, inside(path), { root, safe }),
  }
}
