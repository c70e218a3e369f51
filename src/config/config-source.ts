import { dirname, relative } from 'node:path'
import type { ConfigFile } from '../generated/config.ts'
import { locate, locateKey } from '../locate.ts'
import type { Location, Path } from '../model.ts'
import { toPosix } from '../posix-path.ts'
import type { SourceNode } from '../source.ts'

/** One config file as read: its values, and where each of them stands when the file is data and not code. */
export interface ConfigSource {
  /** Absolute. */
  path: string
  /** Relative to the repository's root; for messages and origins. */
  file: string
  /** Absolute folder that its globs and paths are relative to. */
  folder: string
  value: ConfigFile
  text: string
  node?: SourceNode
}

export function sourceAt(path: string, root: string): Pick<ConfigSource, 'path' | 'file' | 'folder'> {
  return { path, file: toPosix(relative(root, path)), folder: dirname(path) }
}

/** Where a value stands, or its key; undefined in a config that is code. */
export function placeIn(
  { file, text, node }: Pick<ConfigSource, 'file' | 'text' | 'node'>,
  path: Path,
  part: 'key' | 'value' = 'value',
): Location | undefined {
  if (!node) return undefined
  const source = { source: { file, text, own: node } }
  return { file, ...(part === 'key' ? locateKey(source, path) : locate(source, path)) }
}
