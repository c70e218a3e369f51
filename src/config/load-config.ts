import { dirname, join, relative, resolve } from 'node:path'
import { toPosix } from '../files/posix-path.ts'
import type { ConfigFile } from '../generated/config.ts'
import { reservedIds } from '../lint/policy-rules.ts'
import type { Rule } from '../lint/rule.ts'
import { checkOptions } from './check-options.ts'
import { checkRuleNames } from './check-rules.ts'
import type { Config } from './config.ts'
import type { ConfigSource } from './config-source.ts'
import { type ConfigTree, workingTree } from './config-tree.ts'
import { findConfig } from './find-config.ts'
import { presetLayer } from './layer.ts'
import { type LayerContext, readLayers } from './layers.ts'
import { loadAssertions } from './load-assertions.ts'
import { mergeLayers } from './merge-layers.ts'
import { loadPlugins, type Plugin } from './plugins.ts'
import { Problems } from './problems.ts'
import { mergeRules } from './rule-settings.ts'

export interface LoadConfigOptions {
  /** Absolute; the search for a config begins here. */
  cwd: string
  /** Absolute; the search ends here. */
  root: string
  builtin: readonly Rule[]
  /** A config to use instead of searching: a file, relative to `cwd`, or the config itself, which counts as written there. */
  config?: string | ConfigFile | undefined
  /** Where to read from. @default the working tree */
  tree?: ConfigTree
  /** Run no code of the checkout. @default false */
  safe?: boolean
}

/**
 * Finds, reads and checks the config, with what it extends and its plugins; `recommended` where there is none.
 * @throws {GuardError} `Config` with every mistake in `details`, `NotFound` when `config` does not exist, `Refused` for code in safe mode
 */
export async function loadConfig(options: LoadConfigOptions): Promise<Config> {
  const { cwd, root, builtin, config, tree = workingTree, safe = false } = options
  const problems = new Problems()
  const context: LayerContext = { root, tree, safe, problems }
  const path = typeof config === 'object' ? undefined : locateConfig(config, options)
  const folder = path === undefined ? cwd : dirname(path)
  const top = typeof config === 'object' ? await givenConfig(config, cwd, problems) : path
  const layers = top === undefined ? [presetLayer('recommended')] : await readLayers(top, context)
  const before = problems.details.length
  const plugins = [...(await loadPlugins(layers, context)), ...(await loadAssertions(layers, problems))]
  const isComplete = problems.details.length === before
  const available = combine(builtin, plugins, problems)
  checkRuleNames(layers, available, problems, { isComplete })
  await checkOptions(layers, available, plugins, problems)
  problems.throwIfAny()
  const { rules, notices } = mergeRules(layers, available, plugins)
  const files = layers.flatMap(({ source }) => (source && source !== top ? [source.file] : []))
  return {
    root,
    folder,
    ...(path !== undefined && { file: toPosix(relative(root, path)) }),
    ...mergeLayers(layers, folder),
    available,
    rules,
    notices: [...withoutConfig(top, config, tree), ...notices],
    sources: [...new Set([...files, ...plugins.map(({ origin }) => origin)])],
  }
}

function locateConfig(
  file: string | undefined,
  { cwd, root, tree = workingTree }: LoadConfigOptions,
): string | undefined {
  return file === undefined ? findConfig(cwd, root, tree) : namedConfig(resolve(cwd, file), tree)
}

/** A config that a program made, as if it stood in a file of the working directory. */
async function givenConfig(config: ConfigFile, cwd: string, problems: Problems): Promise<ConfigSource> {
  const { checkConfig } = await import('./check-config.ts')
  const source = { path: join(cwd, 'config'), file: 'config', folder: cwd, text: '' }
  return { ...source, value: checkConfig(source, config, problems) }
}

/** All rules there are, each id once. */
function combine(builtin: readonly Rule[], plugins: readonly Plugin[], problems: Problems): Rule[] {
  const owners = new Map([...builtin.map(({ id }) => id), ...reservedIds].map((id) => [id, 'this tool']))
  const own = plugins.flatMap(({ origin, rules, source, path }) =>
    rules.filter(({ id }) => {
      const owner = owners.get(id)
      if (owner === undefined) owners.set(id, origin)
      else {
        const message = `${origin} brings a rule ${id}, which ${owner} has as well.`
        problems.add(source, {
          message,
          path,
          hint: 'Give the rule a prefix of its own, such as acme/approved-subnets.',
        })
      }
      return owner === undefined
    }),
  )
  return [...builtin, ...own]
}

/** A config that the checkout has and the revision that judges has not is none; one that nobody has is a mistake. */
function namedConfig(path: string, tree: ConfigTree): string | undefined {
  const isNew = tree.revision !== undefined && tree.read(path) === undefined && workingTree.read(path) !== undefined
  return isNew ? undefined : path
}

function withoutConfig(top: unknown, named: LoadConfigOptions['config'], { revision }: ConfigTree): string[] {
  if (top !== undefined || revision === undefined) return []
  return [`${revision} has no ${typeof named === 'string' ? named : 'config'}; recommended is in force.`]
}
