import { dirname, relative } from 'node:path'
import { toPosix } from '../../files/posix-path.ts'
import { seemsSpecText } from '../spec-file/looks-like.ts'
import { readText } from './read-text.ts'
import { walk } from './walk.ts'

const specNames = /\.(?:ya?ml|json)$/i
const extensions = '*.{yaml,yml,json}'

/** Globs, relative to `folder`, that name the specs below it and no other file that is there today. */
export function specGlobs(folder: string, root: string): string[] {
  const specs: string[] = []
  const others: string[] = []
  for (const { path, isFolder } of walk(folder, { root, selections: [], own: new Set() })) {
    if (isFolder || !specNames.test(path)) continue
    const read = readText(path, root, { checkParents: false })
    const isSpec = 'text' in read && seemsSpecText(read.text, path)
    ;(isSpec ? specs : others).push(toPosix(relative(folder, path)))
  }
  return globsBelow('', specs, others)
}

/** A whole folder where it holds nothing but specs, else its folders each by itself, and its own specs by name. */
function globsBelow(folder: string, specs: readonly string[], others: readonly string[]): string[] {
  if (specs.length === 0) return []
  // What else may come to lie at the top, nobody knows.
  if (others.length === 0 && folder !== '') return [`${escaped(folder)}/**/${extensions}`]
  const here = specs.filter((path) => parentOf(path) === folder)
  const isOnlySpecs = folder !== '' && !others.some((path) => parentOf(path) === folder)
  const own = isOnlySpecs && here.length > 0 ? [`${escaped(folder)}/${extensions}`] : here.map(escaped)
  const below = new Set(specs.filter((path) => parentOf(path) !== folder).map((path) => childOf(folder, path)))
  const inside = (child: string) => (path: string) => path.startsWith(`${child}/`)
  return [
    ...own,
    ...[...below].flatMap((child) => globsBelow(child, specs.filter(inside(child)), others.filter(inside(child)))),
  ]
}

const parentOf = (path: string): string => (dirname(path) === '.' ? '' : dirname(path))

/** The folder right below `folder` that `path` is in. */
function childOf(folder: string, path: string): string {
  let child = parentOf(path)
  while (parentOf(child) !== folder) child = parentOf(child)
  return child
}

const escaped = (path: string): string => path.replaceAll(/[\\*?{}()[\]!+@]/g, '\\$&')
