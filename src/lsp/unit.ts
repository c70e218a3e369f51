import { basename, dirname, join, relative, resolve } from 'node:path'
import { limits } from '../document/yaml/problem.ts'
import { globMatcher } from '../files/globs.ts'
import { toPosix } from '../files/posix-path.ts'
import { ownFiles, type Workspace } from '../run/workspace.ts'
import type { FoundFile } from '../sources/source.ts'
import { sources } from '../sources/sources.ts'
import { seemsSpecText } from '../sources/spec-file/looks-like.ts'
import type { Texts } from '../sources/texts.ts'

/** What is judged together: a file, or a folder that Terraform takes as one. */
export interface Unit {
  key: string
  folder: string
  isModule: boolean
}

const moduleFile = /\.(?:tf|tofu)(?:\.json)?$/i
const ofModule = /\.(?:tf|tofu|tfvars)(?:\.json)?$/i

export function unitOf(path: string): Unit {
  const folder = dirname(path)
  return ofModule.test(path)
    ? { key: join(folder, '*.tf'), folder, isModule: true }
    : { key: path, folder, isModule: false }
}

/** The files of a unit that are judged, as a run would find them. */
export function filesOf({ key, folder, isModule }: Unit, texts: Texts, workspace: Workspace): FoundFile[] {
  // Files with a dot are left, as Terraform and a search leave them: editors keep their locks and copies in such.
  const inModule = (name: string): boolean => moduleFile.test(name) && !name.startsWith('.')
  const names = isModule ? texts.list(folder).filter(inModule) : [basename(key)]
  return names.flatMap((name) => found(join(folder, name), texts, workspace) ?? [])
}

/**
 * A buffer is anybody's: it is judged where the config names it, or where its text says that it is ours. What the config
 * ignores and the project's own files are left.
 */
function found(path: string, texts: Texts, { root, config }: Workspace): FoundFile | undefined {
  if (ownFiles(root, config).includes(path)) return undefined
  const inFolder = toPosix(relative(config.folder, path))
  if (globMatcher(config.ignores)(inFolder)) return undefined
  if (globMatcher(config.files)(inFolder)) return { path, by: 'glob' }
  const read = texts.read(path, { checkParents: true, most: 64 * limits.bytes })
  if (!('text' in read)) return undefined
  const { text } = read
  const file = toPosix(relative(root, resolve(path)))
  const isOurs = sources.some((source) => source.claims({ file, text })) || seemsSpecText(text, path)
  return isOurs ? { path, by: 'search' } : undefined
}
