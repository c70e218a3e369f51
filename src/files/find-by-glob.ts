import { type Dirent, readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { globBases, globMatcher } from './globs.ts'
import { toPosix } from './posix-path.ts'

/** The regular files that a glob matches from `cwd`, absolute and in order; no link is followed. */
export function findByGlob(glob: string, cwd: string): string[] {
  const matches = globMatcher([glob])
  const isAbsolute = glob.startsWith('/')
  const found = new Set<string>()
  for (const { base, depth } of globBases([glob])) {
    for (const path of filesBelow(resolve(cwd, base), depth)) {
      if (matches(toPosix(isAbsolute ? path : relative(cwd, path)))) found.add(path)
    }
  }
  return [...found].sort()
}

function* filesBelow(folder: string, depth: number): Generator<string> {
  let entries: Dirent[] = []
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    // What cannot be looked into holds nothing that could be read.
  }
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isFile()) yield path
    else if (entry.isDirectory() && depth > 0) yield* filesBelow(path, depth - 1)
  }
}
