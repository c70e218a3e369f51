import { existsSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { workingTree } from '../../config/config-tree.ts'
import { findConfig } from '../../config/find-config.ts'
import { ioProblem } from '../../files/io-problem.ts'
import { toPosix } from '../../files/posix-path.ts'
import { writeNewFile } from '../../files/write-file.ts'
import { GuardError } from '../../model/errors.ts'
import { plural } from '../../report/formats/text.ts'
import { openPlace } from '../../run/workspace.ts'
import { findKept, type Kept } from '../../sources/search/find-kept.ts'
import { exit } from '../exit.ts'
import { configText, specText, usualFiles, workflowText } from '../init-files.ts'
import type { Io } from '../io.ts'

/**
 * Writes a config and a workflow for the specs, templates, modules and CDK apps that are there, else with an example
 * of a spec; what exists stays as it is.
 */
export async function init(_paths: string[], options: { cwd?: string }, io: Io): Promise<number> {
  const { cwd, root } = openPlace(options, io)
  const shown = (path: string): string => toPosix(relative(cwd, path))
  const inPlace = (path: string): string | undefined => (existsSync(path) ? path : undefined)
  const config = join(cwd, 'ibguard.config.yaml')
  // GitHub looks for workflows at the repository's root only.
  const workflow = join(root, '.github/workflows/imagebuilder-guard.yml')
  const kept = findKept(cwd, root)
  const isEmpty = kept.globs.length === 0
  const globs = isEmpty ? usualFiles : kept.globs
  const below = toPosix(relative(root, cwd))
  const apps = kept.apps.map(({ folder, output }) => ({
    folder: posix.join(below, folder),
    output: posix.join(below, output),
    usesNpm: existsSync(join(cwd, folder, 'package-lock.json')),
  }))
  const unwritable = [below, ...apps.flatMap(({ folder, output }) => [folder, output])].find((path) =>
    /[\p{Cc}\u2028\u2029]|\$\{\{/u.test(path),
  )
  if (unwritable !== undefined) {
    throw new GuardError('Usage', `A workflow cannot name the folder ${JSON.stringify(unwritable)}.`, {
      hint: 'Rename it: control characters and "${{" mean something else there.',
    })
  }
  const files = [
    { path: config, text: configText(globs), present: findConfig(cwd, root, workingTree) },
    // Who has something to judge needs no example.
    ...(!isEmpty && !existsSync(join(cwd, 'infra'))
      ? []
      : [{ path: join(cwd, 'infra/example.yaml'), text: specText, present: inPlace(join(cwd, 'infra')) }]),
    { path: workflow, text: workflowText(below, globs, apps), present: inPlace(workflow) },
  ]
  const present = files.flatMap((file) => file.present ?? [])
  if (present.length === files.length) {
    throw new GuardError('Usage', `Nothing to write: ${present.map(shown).join(', ')} exist.`, {
      hint: 'Delete one to have it written again, or continue with `ibguard lint`.',
    })
  }
  io.stderr.write(`ibguard: ${foundIn(kept)}\n`)
  for (const path of present) io.stderr.write(`ibguard: ${shown(path)} exists and stays as it is.\n`)
  for (const { path, text } of files.filter((file) => file.present === undefined)) {
    write(path, text, root, shown(path))
    io.stdout.write(`wrote ${shown(path)}\n`)
  }
  io.stdout.write(nextSteps(kept))
  return exit.clean
}

function foundIn({ files, apps, globs }: Kept): string {
  if (globs.length === 0) return 'found no spec, template, Terraform or CDK app here.'
  const found = [
    ...(files.spec > 0 ? [`specs in ${plural(files.spec, 'file')}`] : []),
    ...(files.template > 0 ? [plural(files.template, 'CloudFormation template')] : []),
    ...(files.terraform > 0 ? [`Terraform in ${plural(files.terraform, 'file')}`] : []),
    ...apps.map(({ folder }) => `a CDK app (${posix.join(folder, 'cdk.json')})`),
  ]
  return `found ${new Intl.ListFormat('en').format(found)}.`
}

function nextSteps({ globs, apps, files }: Kept): string {
  const live = [
    '  `ibguard audit` judges what is live in your account, read-only',
    '  `ibguard import --account ID --region NAME --out infra` writes specs of it, to be kept in git',
  ]
  if (globs.length === 0) {
    return [
      'Next: put your own specs into infra/, and run `ibguard lint`. Or begin with the account:',
      ...live,
      '',
    ].join('\n')
  }
  const places = apps.map(({ folder }) => (folder === '' ? 'here' : `in ${folder}`))
  const isHere = apps.every(({ folder }) => folder === '')
  const where = isHere ? '' : ` ${new Intl.ListFormat('en').format(places)}`
  const synth = apps.length > 0 ? `\`npx cdk synth\`${where}, then ` : ''
  return `Next: run ${synth}\`ibguard lint\`${files.spec > 0 ? ', then `ibguard plan`' : ''}.\n`
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
