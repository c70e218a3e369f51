import { constants, lstatSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { makeFolder } from '../files/make-folder.ts'
import { GuardError } from '../model/errors.ts'

/**
 * Writes a file, missing folders made. No link of the checkout is followed.
 * @throws {GuardError} `Io`
 */
export async function writeFileWithin(workspace: string, path: string, text: string, mode = 0o666): Promise<void> {
  refuseLinks(workspace, path)
  makeFolder(dirname(path))
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0 } = constants
  await using file = await open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode)
  await file.writeFile(text)
}

/**
 * Refuses a path of the checkout that leads through a link, which a pull request could have planted.
 * @throws {GuardError} `Io`
 */
export function refuseLinks(workspace: string, path: string): void {
  const inside = relative(workspace, path)
  const parts = inside.startsWith('..') ? [] : inside.split(sep)
  for (let at = 1; at <= parts.length; at++) {
    const part = join(workspace, ...parts.slice(0, at))
    if (lstatSync(part, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new GuardError('Io', `${relative(workspace, part)} is a link, which is not followed.`, {
        hint: 'Name a path without links.',
      })
    }
  }
}
