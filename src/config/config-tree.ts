import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toPosix } from '../files/posix-path.ts'
import { importFrom, importModule, type ModuleFiles } from './import-module.ts'

/** Where a config and what it names are read from: the working tree, or a revision of it. Paths are absolute. */
export interface ConfigTree {
  /** The revision, as the user named it; absent for the working tree. */
  revision?: string
  /** Text without byte order mark; undefined where there is no such file. */
  read(path: string): string | undefined
  /** Default export of a module. */
  importFile(path: string): Promise<unknown>
}

export const workingTree: ConfigTree = {
  read(path) {
    try {
      return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
    } catch (error) {
      if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
      throw error
    }
  },
  importFile: (path) => importModule(pathToFileURL(path).href),
}

/** The files of a revision of the repository at `root`. */
export function revisionTree(root: string, files: ModuleFiles & { ref: string }, safe: boolean): ConfigTree {
  const inside = (path: string): string => toPosix(relative(root, path))
  return {
    revision: files.ref,
    read: (path) =>
      files
        .read(inside(path))
        ?.toString('utf8')
        .replace(/^\uFEFF/, ''),
    importFile: (path) => importFrom(files, inside(path), { root, safe }),
  }
}
