import { isAbsolute, relative, resolve } from 'node:path'
import { ioProblem } from '../files/io-problem.ts'
import { linkIn } from '../files/link-in.ts'
import { toPosix } from '../files/posix-path.ts'
import { type OutputPlace, writeOutput } from '../files/write-file.ts'
import { GuardError } from '../model/errors.ts'
import type { Text } from '../text/pieces.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Inputs } from './inputs.ts'

/** Where the run works, absolute. */
export function placesOf(
  { workingDirectory = '.' }: Inputs,
  env: ActionPorts['env'],
): { workspace: string; cwd: string } {
  const workspace = resolve(env.GITHUB_WORKSPACE ?? '.')
  return { workspace, cwd: resolve(workspace, workingDirectory) }
}

/**
 * Absolute path of a file that an input names.
 * @throws {GuardError} `Io` when it leads through a link of the checkout
 */
export function inputPath(file: string, inputs: Inputs, env: ActionPorts['env']): string {
  const { workspace, cwd } = placesOf(inputs, env)
  const path = resolve(cwd, file)
  refuseLinks(workspace, path)
  return path
}

/** A path as an output says it: relative to the workspace, an absolute one as it was given. */
export function outputPath(file: string, inputs: Inputs, env: ActionPorts['env']): string {
  const { workspace, cwd } = placesOf(inputs, env)
  return isAbsolute(file) ? file : toPosix(relative(workspace, resolve(cwd, file)))
}

/**
 * Writes a file, missing folders made. No link of the checkout is followed, and no file that a run works with written over.
 * @throws {GuardError} `Io`
 */
export function writeFileWithin(
  workspace: string,
  path: string,
  text: Text,
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
function refuseLinks(workspace: string, path: string): void {
  const link = linkIn(workspace, path)
  if (link === undefined) return
  throw new GuardError('Io', `${link} is a link, which is not followed.`, { hint: 'Name a path without links.' })
}
