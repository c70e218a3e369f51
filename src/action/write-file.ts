import { relative } from 'node:path'
import { ioProblem } from '../files/io-problem.ts'
import { linkIn } from '../files/link-in.ts'
import { type OutputPlace, writeOutput } from '../files/write-file.ts'
import { GuardError } from '../model/errors.ts'

/**
 * Writes a file, missing folders made. No link of the checkout is followed, and no file that a run works with written over.
 * @throws {GuardError} `Io`
 */
export function writeFileWithin(
  workspace: string,
  path: string,
  text: string,
  place: Omit<OutputPlace, 'root'> = {},
): void {
  refuseLinks(workspace, path)
  try {
    writeOutput(path, text, { root: workspace, ...place })
  } catch (cause) {
    throw new GuardError('Io', `${relative(workspace, path)}: ${ioProblem(cause)}.`, {
      hint: 'Name another file.',
      cause,
    })
  }
}

/**
 * Refuses a path of the checkout that leads through a link, which a pull request could have planted.
 * @throws {GuardError} `Io`
 */
export function refuseLinks(workspace: string, path: string): void {
  const link = linkIn(workspace, path)
  if (link === undefined) return
  throw new GuardError('Io', `${link} is a link, which is not followed.`, { hint: 'Name a path without links.' })
}
