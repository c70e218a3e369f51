import { existsSync, lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { GuardError } from '../model/errors.ts'

/** As many as Linux follows. */
const mostLinks = 40

/** Where the file itself stands, whatever links lead to it, also when there is no file yet. */
export function ownPath(named: string): string {
  let path = named
  for (let followed = 0; lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink(); followed++) {
    if (followed === mostLinks) {
      throw new GuardError('Journal', `The journal ${named} is a link that leads to itself.`, {
        hint: 'Name the file itself.',
      })
    }
    path = resolve(realpathSync(dirname(path)), readlinkSync(path))
  }
  return path
}

/**
 * All names of a file: a lock stands beside each, so that whoever names it by a hard link meets the same locks.
 * @throws {GuardError} `Journal` when it has names that are not in its folder
 */
export function namesOf(path: string): string[] {
  const file = statSync(path, { throwIfNoEntry: false, bigint: true })
  if (!file?.isFile() || file.nlink < 2n) return [path]
  const folder = dirname(path)
  const names = readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((name) => {
      const other = lstatSync(name, { throwIfNoEntry: false, bigint: true })
      return other?.dev === file.dev && other.ino === file.ino
    })
  if (names.length < Number(file.nlink)) {
    throw new GuardError('Journal', `The journal ${path} has other names (hard links) in other folders.`, {
      hint: 'Another run could use one of them at the same time. Remove them, or copy the file and name the copy.',
    })
  }
  return names.sort()
}

/** Where the rollback of a run is recorded. */
export function rollbackJournal(named: string): string {
  const own = ownPath(named)
  const known = namesOf(own).map((name) => `${name}.rollback`)
  return known.find((path) => existsSync(path)) ?? `${own}.rollback`
}
