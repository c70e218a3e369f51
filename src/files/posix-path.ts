import { sep } from 'node:path'

/** With `/`, as reports and globs have it. */
export function toPosix(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
