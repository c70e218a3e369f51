import { dirname, relative, resolve } from 'node:path'
import { GuardError } from '../errors.ts'
import { toPosix } from '../files/posix-path.ts'
import type { Rule } from '../rule/rule.ts'
import { checkOptions } from './check-options.ts'
import { checkRuleNames } from './check-rules.ts'
import type { Config } from './config.ts'
import { type ConfigTree, workingTree } from './config-tree.ts'
import { findConfig } from './find-config.ts'
import { type LayerContext, presetLayer, readLayers } from './layers.ts'
import { loadAssertions } from './load-assertions.ts'
import { mergeLayers } from './merge-layers.ts'
import { Mistakes } from './mistakes.ts'
import { loadPlugins, type Plugin } from './plugins.ts'
import { mergeRules } from './rule-settings.ts'

export interface LoadConfigOptions {
  /** Absolute; the search for a config begins here. */
  cwd: string
  /** Absolute; the search ends here. */
  root: string
  builtin: readonly Rule[]
  /** A config to use instead of searching, relative to `cwd`. */
  file?: string
  /** Where to read from. @default the working tree */
  tree?: ConfigTree
  /** Run no code of the checkout. @default false */
  safe?: boolean
}

/**
 * Finds, reads and checks the config, with what it extends and its plugins; `recommended` where there is none.
 * @throws {GuardError} `Config` with every mistake in `details`, `NotFound` when `file` does not exist, `Refused` for code in safe mode
 */
export async function loadConfig(options: LoadConfigOptions): Promise<Config> {
  const { cwd, root, builtin, file, tree = workingTree, safe = false } = options
  const path = file === undefined ? findConfig(cwd, root, tree) : resolve(cwd, file)
  const folder = path === undefined ? cwd : dirname(path)
  const context: LayerContext = { root, tree, safe, mistakes: new Mistakes() }
  const layers = path === undefined ? [presetLayer('recommended')] : await readLayers(path, context)
  const plugins = [...(await loadPlugins(layers, context)), ...(await loadAssertions(layers, context.mistakes))]
  const available = combine(builtin, plugins)
  checkRuleNames(layers, available, context.mistakes)
  await checkOptions(layers, available, context.mistakes)
  context.mistakes.throwIfAny()
  const { rules, notices } = mergeRules(layers, available, plugins)
  const files = layers.flatMap(({ source }) => (source ? [source.file] : []))
  return {
    folder,
    ...(path !== undefined && { file: toPosix(relative(root, path)) }),
    ...mergeLayers(layers, folder),
    available,
    rules,
    notices: [...withoutConfig(path, tree), ...notices],
    sources: [...new Set([...files, ...plugins.map(({ origin }) => origin)])],
  }
}

function combine(builtin: readonly Rule[], plugins: readonly Plugin[]): Rule[] {
  const owners = new Map(builtin.map(({ id }) => [id, 'this tool']))
  for (const { origin, rules } of plugins) {
    for (const { id } of rules) {
      const owner = owners.get(id)
      if (owner !== undefined) {
        throw new GuardError('Config', `The plugin ${origin} brings a rule ${id}, which ${owner} has as well.`, {
          hint: 'Give the rule a prefix of its own, such as acme/approved-subnets.',
        })
      }
      owners.set(id, origin)
    }
  }
  return [...builtin, ...plugins.flatMap(({ rules }) => rules)]
}

function withoutConfig(path: string | undefined, { revision }: ConfigTree): string[] {
  return path === undefined && revision !== undefined ? [`${revision} has no config; recommended is in force.`] : []
}
