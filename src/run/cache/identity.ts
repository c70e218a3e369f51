import { hash } from 'node:crypto'
import { lstatSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { limits } from '../../document/yaml/problem.ts'
import type { NamedFile } from '../../sources/known-files.ts'
import { leadsOut } from '../../sources/search/read-text.ts'
import type { Read } from '../../sources/texts.ts'

/** By what a file is told to be as it was: by what the system says of it, without reading it, or by its text. */
export type CacheStrategy = 'metadata' | 'content'

/** Equal, part by part, as long as a file is as it was. */
export type Identity = readonly (string | number)[]

interface Identifier {
  /** Undefined for what is read in every run: links, what cannot be read, what is too big for a spec file. */
  identify(file: NamedFile, read: () => Read): Identity | undefined
  /** Whether every later change makes another identity of it. */
  isSettled(identity: Identity): boolean
}

/** Some file systems count time in steps of so many milliseconds. */
const step = 2_000

/** @param startedAt milliseconds since the epoch, before the first file is looked at */
export function identifier(strategy: CacheStrategy, root: string, startedAt: number): Identifier {
  return strategy === 'content' ? byContent : byMetadata(root, startedAt)
}

const byContent: Identifier = {
  identify(_, read) {
    const found = read()
    if (!('text' in found) || Buffer.byteLength(found.text) > limits.bytes) return undefined
    return [hash('sha256', found.text, 'base64url')]
  },
  isSettled: () => true,
}

/**
 * By times, size and number: `ctime` is the system's own and tells of every change, also where the other time is set back.
 * A file that changed in the same step of time in which it was read could change once more unseen.
 */
function byMetadata(root: string, startedAt: number): Identifier {
  const folders = new Map<string, boolean>()
  const isLedOut = (path: string): boolean => {
    const folder = dirname(path)
    const known = folders.get(folder) ?? leadsOut(path, root)
    folders.set(folder, known)
    return known
  }
  return {
    identify({ path, by }) {
      const stats = statsOf(path)
      if (!stats?.isFile() || stats.size > limits.bytes || (by === 'path' && isLedOut(path))) return undefined
      return [stats.mtimeMs, stats.ctimeMs, stats.size, stats.ino]
    },
    isSettled: ([mtimeMs, ctimeMs]) => Math.max(Number(mtimeMs), Number(ctimeMs)) < startedAt - step,
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
