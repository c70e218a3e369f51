import { isAbsolute, relative, resolve } from 'node:path'
import { toPosix } from '../files/posix-path.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Inputs } from './inputs.ts'
import { refuseLinks } from './write-file.ts'

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
