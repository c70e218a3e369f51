import { locate, locateKey } from '../document/locate.ts'
import type { SourceNode } from '../document/node.ts'
import { dirname, relative } from '../files/posix-path.ts'
import type { ConfigFile } from '../generated/config.ts'
import type { Location } from '../model/finding.ts'
import type { Path } from '../model/json.ts'

/** One config file as read: its values, and where each of them stands when the file is data and not code. */
export interface ConfigSource {
  /** Absolute. */
  path: string
  /** Relative to the repository's root; for messages and origins. */
  file: string
  /** Absolute folder that its globs and paths are relative to. */
  folder: string
  value: ConfigFile
  /** Part of an installed package, whose files no revision of the repository has. */
  isInstalled?: true
  text: string
  node?: SourceNode
}

export function sourceAt(path: string, root: string): Pick<ConfigSource, 'path' | 'file' | 'folder'> {
  return { path, file: relative(root, path) || '.', folder: dirname(path) }
}

/** Where a value stands, or its key; undefined in a config that is code. */
export function placeIn(
  { file, text, node }: Pick<ConfigSource, 'file' | 'text' | 'node'>,
  path: Path,
  part: 'key' | 'value' = 'value',
): Location | undefined {
  if (!node) return undefined
  const source = { text, own: node }
  return { file, ...(part === 'key' ? locateKey(source, path) : locate(source, path)) }
}

/** The places that the items of a list had before some were taken out. */
const writtenPlaces = new WeakMap<readonly unknown[], number[]>()

/** Removes an item; the places of the others in the text stay known. */
export function takeOut(list: unknown[], at: number): void {
  const places = writtenPlaces.get(list) ?? [...list.keys()]
  writtenPlaces.set(list, places.toSpliced(at, 1))
  list.splice(at, 1)
}

/** A path in a config's value as it is written in the text. */
export function writtenPath(value: unknown, path: Path): Path {
  let at = value
  return path.map((key) => {
    const written = Array.isArray(at) ? (writtenPlaces.get(at)?.[Number(key)] ?? key) : key
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined
    return written
  })
}
