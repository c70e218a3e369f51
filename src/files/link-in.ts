import { lstatSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'

/**
 * The first part of a path below `root` that is a link, which a pull request could have planted, relative to `root`;
 * undefined when there is none.
 */
export function linkIn(root: string, path: string): string | undefined {
  const inside = relative(root, path)
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined
  const parts = inside.split(sep)
  const links = parts.map((_, at) => join(...parts.slice(0, at + 1)))
  return links.find((part) => lstatSync(join(root, part), { throwIfNoEntry: false })?.isSymbolicLink())
}
