import { statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { Config } from '../../config/config.ts'
import { toPosix } from '../../files/posix-path.ts'
import { fingerprint } from '../../text/fingerprint.ts'
import type { Workspace } from '../workspace.ts'

/** Whatever has this name may be written over: it was a cache, or is a damaged one. */
export const cacheName = '.ibguardcache'

/** Absolute path of the cache: beside the config, unless a file, or a folder for it, is named. */
export function cachePath(location: string | undefined, { cwd, config }: Pick<Workspace, 'cwd' | 'config'>): string {
  if (location === undefined) return join(config.folder, cacheName)
  const path = resolve(cwd, location)
  return /[\\/]$/.test(location) || isFolder(path) ? join(path, cacheName) : path
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Another one for whatever could judge a file in another way. */
export function cacheKey({ available: _, notices: __, root, folder, ...config }: Config, ...more: string[]): string {
  return fingerprint(JSON.stringify([...more, toPosix(relative(root, folder)), config]))
}
