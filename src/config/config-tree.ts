import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { importModule } from './import-module.ts'

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
