import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { workingTree } from '../../config/config-tree.ts'
import { findConfig } from '../../config/find-config.ts'
import { ioProblem } from '../../files/io-problem.ts'
import { toPosix } from '../../files/posix-path.ts'
import { writeNewFile } from '../../files/write-file.ts'
import { GuardError } from '../../model/errors.ts'
import { openPlace } from '../../run/workspace.ts'
import { specGlobs } from '../../sources/search/spec-globs.ts'
import { exit } from '../exit.ts'
import { configText, specText, usualFiles, workflowText } from '../init-files.ts'
import type { Io } from '../io.ts'

/** Writes a config for the specs that are there, else with an example, and a workflow; what exists stays as it is. */
export async function init(_paths: string[], options: { cwd?: string }, io: Io): Promise<number> {
  const { cwd, root } = openPlace(options, io)
  const shown = (path: string): string => toPosix(relative(cwd, path))
  const inPlace = (path: string): string | undefined => (existsSync(path) ? path : undefined)
  const config = join(cwd, 'ibguard.config.yaml')
  // GitHub looks for workflows at the repository's root only.
  const workflow = join(root, '.github/workflows/imagebuilder-guard.yml')
  const found = specGlobs(cwd, root)
  const globs = found.length > 0 ? found : usualFiles
  const files = [
    { path: config, text: configText(globs), present: findConfig(cwd, root, workingTree) },
    // Who has specs needs no example.
    ...(found.length > 0 && !existsSync(join(cwd, 'infra'))
      ? []
      : [{ path: join(cwd, 'infra/example.yaml'), text: specText, present: inPlace(join(cwd, 'infra')) }]),
    { path: workflow, text: workflowText(toPosix(relative(root, cwd)), globs), present: inPlace(workflow) },
  ]
  const present = files.flatMap((file) => file.present ?? [])
  if (present.length === files.length) {
    throw new GuardError('Usage', `Nothing to write: ${present.map(shown).join(', ')} exist.`, {
      hint: 'Delete one to have it written again, or continue with `ibguard lint`.',
    })
  }
  for (const path of present) io.stderr.write(`ibguard: ${shown(path)} exists and stays as it is.\n`)
  for (const { path, text } of files.filter((file) => file.present === undefined)) {
    write(path, text, root, shown(path))
    io.stdout.write(`wrote ${shown(path)}\n`)
  }
  const own = found.length > 0 ? '' : 'put your own specs into infra/, and '
  io.stdout.write(`Next: ${own}run \`ibguard lint\`.\n`)
  return exit.clean
}

function write(path: string, text: string, root: string, shown: string): void {
  try {
    writeNewFile(path, text, root)
  } catch (cause) {
    throw new GuardError('Io', `${shown} cannot be written: ${ioProblem(cause)}.`, {
      hint: 'Correct --cwd, or make the folder writable.',
      cause,
    })
  }
}
