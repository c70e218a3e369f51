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
  const infra = join(cwd, 'infra')
  const example = join(infra, 'example.yaml')
  const known = findConfig(cwd, root, workingTree)
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
    { path: config, text: configText(globs), present: known },
    // Who has something to judge needs no example, and where a config that is there looks for specs is its own matter.
    ...(isEmpty && known === undefined ? [{ path: example, text: specText, present: inPlace(example) }] : []),
    ...(!isEmpty && existsSync(infra) ? [{ path: infra, text: '', present: infra }] : []),
    { path: workflow, text: workflowText(below, globs, apps), present: inPlace(workflow) },
  ]
  // Where it is installed for the project a shell does not find it by itself.
  const isOfProject = [cwd, root].some((folder) => existsSync(join(folder, 'node_modules/.bin/ibguard')))
  const command = isOfProject ? 'npx ibguard' : 'ibguard'
  const present = files.flatMap((file) => file.present ?? [])
  if (present.length === files.length) {
    throw new GuardError('Usage', `Nothing to write: ${present.map(shown).join(', ')} exist.`, {
      hint: `Delete one to have it written again, or continue with \`${command} lint\`.`,
    })
  }
  io.stderr.write(`ibguard: ${foundIn(kept)}\n`)
  for (const path of present) io.stderr.write(`ibguard: ${shown(path)} exists and stays as it is.\n`)
  for (const { path, text } of files.filter((file) => file.present === undefined)) {
    write(path, text, root, shown(path))
    io.stdout.write(`wrote ${shown(path)}\n`)
  }
  io.stdout.write(
    nextSteps(kept, command, known === undefined ? 'into infra/' : `where ${shown(known)} looks for them`),
  )
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

function nextSteps({ globs, apps, files }: Kept, command: string, where: string): string {
  const live = [
    `  \`${command} audit\` judges what is live in your account, read-only`,
    `  \`${command} import --account ID --region NAME --out infra\` writes specs of it, to be kept in git`,
  ]
  if (globs.length === 0) {
    return [
      `Next: put your own specs ${where}, and run \`${command} lint\`. Or begin with the account:`,
      ...live,
      '',
    ].join('\n')
  }
  const places = apps.map(({ folder }) => (folder === '' ? 'here' : `in ${folder}`))
  const isHere = apps.every(({ folder }) => folder === '')
  const there = isHere ? '' : ` ${new Intl.ListFormat('en').format(places)}`
  const synth = apps.length > 0 ? `\`npx cdk synth\`${there}, then ` : ''
  const plan = files.spec > 0 ? `, then \`${command} plan\`` : ''
  return `Next: run ${synth}\`${command} lint\`${plan}.\n`
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
