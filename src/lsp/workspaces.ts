import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { configNames } from '../config/find-config.ts'
import { GuardError } from '../model/errors.ts'
import { openPlace, openWorkspace, type Workspace } from '../run/workspace.ts'

/** The config that holds in a folder, or why there is none. */
export type Opened = { workspace: Workspace } | Problem

/** Why no config can be read. */
export interface Problem {
  error: GuardError
  /** Absolute: what names of files are relative to. */
  root: string
  /** Absolute: the files that seem to be meant. */
  configs: string[]
}

export interface WorkspacesOptions {
  /** Whether somebody vouches for the code in the workspace: configs, plugins and packages that are code run only then. */
  trusted: boolean
  /** Absolute folders that the editor has open; where there is no repository they are in its place. */
  folders: readonly string[]
}

/** Configs by the folders in which they hold, each read once until something that it was read from changes. */
export class Workspaces {
  readonly #options: WorkspacesOptions
  readonly #opened = new Map<string, Promise<Opened>>()

  constructor(options: WorkspacesOptions) {
    this.#options = options
  }

  of(folder: string): Promise<Opened> {
    const known = this.#opened.get(folder) ?? this.#open(folder)
    this.#opened.set(folder, known)
    return known
  }

  /** Forgets the configs that a file, there now or gone, is part of; tells whether there were some. */
  async forget(path: string): Promise<boolean> {
    let isPart = false
    for (const [folder, opening] of this.#opened) {
      const opened = await opening
      const asked = 'workspace' in opened ? opened.workspace.tree.asked : undefined
      // What code imports, or what led to a mistake, nobody has noted.
      if (asked && !asked.has(path) && !(runsCode(opened) && /\.[cm]?[jt]s$/.test(path))) continue
      this.#opened.delete(folder)
      isPart = true
    }
    return isPart
  }

  async #open(folder: string): Promise<Opened> {
    const cwd = existing(folder)
    const within = this.#options.folders.filter((each) => isInside(cwd, each)).sort((a, b) => b.length - a.length)[0]
    try {
      return { workspace: await openWorkspace({ safe: !this.#options.trusted }, { cwd, within }) }
    } catch (error) {
      if (!(error instanceof GuardError)) throw error
      return { error, root: openPlace({}, { cwd, within }).root, configs: configsAbove(cwd) }
    }
  }
}

const runsCode = (opened: Opened): boolean =>
  'workspace' in opened && opened.workspace.config.sources.some((file) => /\.[cm]?[jt]s$/.test(file))

/** The folder of a file that is not saved yet may not be there. */
function existing(folder: string): string {
  const isFolder = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  return isFolder || folder === dirname(folder) ? folder : existing(dirname(folder))
}

const isInside = (path: string, folder: string): boolean => path === folder || path.startsWith(join(folder, '/'))

/** Files called like configs in the nearest folder upwards that has some. */
function configsAbove(folder: string): string[] {
  const found = configNames
    .map((name) => resolve(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false }))
  return found.length > 0 || folder === dirname(folder) ? found : configsAbove(dirname(folder))
}
