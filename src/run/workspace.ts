import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { builtinRules } from '../../rules/index.ts'
import type { Config } from '../config/config.ts'
import { type ConfigTree, checkoutTree, revisionTree } from '../config/config-tree.ts'
import type { HeadConfig } from '../config/head-config.ts'
import { loadConfig } from '../config/load-config.ts'
import { specOverrides, withOverrides } from '../config/overrides.ts'
import type { ConfigFile } from '../generated/config.ts'
import { repositoryRoot } from '../git/repository-root.ts'
import type { Opened } from '../git/resolve.ts'
import { openRevision } from '../git/revision.ts'
import type { Fleet, Spec } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import type { KnownFiles } from '../sources/known-files.ts'
import { isOfCdk, loadSpecs } from '../sources/load-specs.ts'
import { passingSpecs } from '../sources/spec-file/passing-specs.ts'
import { noticeLine } from '../text/visible.ts'
import type { PolicyOptions } from './policy-options.ts'

/** The place a run works in: folder, repository and the config that holds there. */
export interface Workspace {
  cwd: string
  root: string
  config: Config
  /** Where config, baseline and plugins are read from. */
  tree: ConfigTree
  /** Config of what is checked out, when another one judges: its files count too. */
  head?: HeadConfig | undefined
  /** What was opened of the repository's history. */
  opened: Opened
  /** Says on stderr what the user should know. */
  notify(notice: string): void
}

/** A program may give the config itself in place of a file. */
export async function openWorkspace(
  options: Omit<PolicyOptions, 'config'> & { config?: string | ConfigFile | undefined },
  io: { cwd: string; within?: string | undefined; stderr?: { write(text: string): unknown }; signal?: AbortSignal },
): Promise<Workspace> {
  const { cwd, root } = openPlace(options, io)
  const opened: Opened = new Map()
  const tree = await openConfigTree(options, root, opened, io.signal)
  const { config: given, safe = false } = options
  const config = await loadConfig({ cwd, root, builtin: builtinRules, tree, safe, config: given })
  const notify = (notice: string): void => void io.stderr?.write(noticeLine(notice))
  for (const notice of config.notices) notify(notice)
  return { cwd, root, config, tree, opened, notify }
}

/** Where a config is read from: the checkout, or with `--config-from` a revision. */
async function openConfigTree(
  { configFrom, remote, safe = false }: Pick<PolicyOptions, 'configFrom' | 'remote' | 'safe'>,
  root: string,
  opened: Opened,
  signal: AbortSignal | undefined,
): Promise<ConfigTree> {
  if (configFrom === undefined) return checkoutTree(root, { safe })
  return revisionTree(root, await openRevision(root, configFrom, { remote, opened, signal }), safe)
}

/**
 * The folder of a run, and the repository around it; where there is none, the folder that it is `within`.
 * @throws {GuardError} `NotFound` when there is no such folder
 */
export function openPlace(
  options: { cwd?: string | undefined },
  io: { cwd: string; within?: string | undefined },
): Pick<Workspace, 'cwd' | 'root'> {
  const cwd = resolve(io.cwd, options.cwd ?? '.')
  if (!existsSync(cwd) || !statSync(cwd).isDirectory()) {
    throw new GuardError('NotFound', `The working directory ${options.cwd ?? cwd} is no folder that exists.`, {
      hint: 'Correct --cwd (working-directory in the Action).',
    })
  }
  return { cwd, root: repositoryRoot(cwd, io.within) }
}

/** @throws {GuardError} `NoFiles` when nothing is named, neither on the command line nor in a config */
export async function openFleet(
  paths: string[],
  { cwd, root, config, head }: Workspace,
  io: {
    signal?: AbortSignal
    stderr?: { write(text: string): unknown }
    /** Templates and modules are left; one that a path spells out is refused. */
    specsOnly?: boolean
    /** Absolute: the root module that plans of Terraform are of. */
    terraformRoot?: string | undefined
    /** What is known of files that are as they were. */
    known?: KnownFiles | undefined
    /** Told of each spec as soon as it is read: its places are at hand. */
    onSpec?: ((spec: Spec) => void) | undefined
    /** Whether what the specs of the next file say is let go after that, and read again where somebody asks. */
    arePassing?: () => boolean
  },
): Promise<Fleet> {
  const selections = head ? [...(config.file === undefined ? [] : [config]), head] : [config]
  if (paths.length === 0 && selections.every(({ files }) => files.length === 0)) {
    const [found, next] =
      config.file === undefined
        ? ['there is no config', 'run `ibguard init` to write a config']
        : [`${config.file} has no \`files\``, 'add `files` to it']
    throw new GuardError('NoFiles', `No spec files: no path is given and ${found}.`, {
      hint: `Name files, folders or globs, or ${next}.`,
    })
  }
  const overridden = specOverrides(config, root)
  const fleet = await loadSpecs(paths, {
    cwd,
    root,
    selections,
    varFiles: config.terraform.varFiles,
    terraformRoot: io.terraformRoot,
    own: [...ownFiles(root, config), ...(head?.own ?? []), ...(io.known?.own === undefined ? [] : [io.known.own])],
    known: io.known,
    signal: io.signal,
    specsOnly: io.specsOnly,
    adopt(specs, parsed) {
      const own = specs.map(overridden)
      const all = io.arePassing?.() ? passingSpecs(own, parsed, overridden) : own
      if (io.onSpec) for (const spec of all) io.onSpec(spec)
      return all
    },
  })
  for (const file of fleet.foreign ?? [])
    io.stderr?.write(noticeLine(`${file} is kept by another tool, left out; ibguard lint judges it.`))
  for (const file of fleet.unrelated ?? []) io.stderr?.write(noticeLine(`${file} holds nothing like a spec, left out.`))
  if (fleet.unnamed) io.stderr?.write(noticeLine(unnamedNotice(fleet.unnamed)))
  if (fleet.absent) io.stderr?.write(noticeLine(absentNotice(fleet.absent)))
  return withOverrides(fleet, config)
}

const firstOf = (names: readonly string[]): string =>
  names.slice(0, 3).join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '')

function absentNotice(asked: readonly string[]): string {
  const what = `${firstOf(asked)} ${asked.length === 1 ? 'leads' : 'lead'} to no file`
  return isOfCdk(asked.join(', ')) ? `${what}; \`cdk synth\` writes cdk.out.` : `${what}.`
}

function unnamedNotice(files: readonly string[]): string {
  const [look, them] = files.length === 1 ? ['looks like a spec', 'it'] : ['look like specs', 'them']
  return `${firstOf(files)} ${look}, but nothing names that extension: nobody judges ${them}.`
}

/** What a search leaves out because it belongs to the project's policy; named by path, even these are read. */
export function ownFiles(root: string, { sources, local }: Config): string[] {
  return [...sources.map((file) => resolve(root, file)), ...(local.seed === undefined ? [] : [local.seed])]
}
