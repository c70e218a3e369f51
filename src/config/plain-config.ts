import type { ConfigFile } from '../generated/config.ts'
import type { Rule } from '../lint/rule.ts'
import { checkConfig } from './check-config.ts'
import { checkRuleNames } from './check-rules.ts'
import { checkStated, rulesToCheck } from './check-stated.ts'
import type { Config } from './config.ts'
import type { ConfigSource } from './config-source.ts'
import { extended, type Layer, presetLayer } from './layer.ts'
import { mergeLayers } from './merge-layers.ts'
import { ownValidators } from './own-validators.ts'
import { parseConfig } from './parse-config.ts'
import { presets } from './presets.ts'
import { Problems } from './problems.ts'
import { mergeRules } from './rule-settings.ts'

/** What of a config needs no file and no code: presets, not files and packages to build on, no plugins, no assertions. */
export type PlainConfig = Pick<
  ConfigFile,
  'extends' | 'rules' | 'enforce' | 'overrides' | 'suppressions' | 'partialSpecs'
>

/**
 * The config that a value is, or a text in YAML or JSON, where there is no disk.
 * @throws {GuardError} `Config` with every mistake in `details`
 */
export async function plainConfig(
  config: PlainConfig | string,
  builtin: readonly Rule[],
  folder: string,
): Promise<Config> {
  const problems = new Problems()
  const source = sourceOf(config, folder, problems)
  for (const key of Object.keys(source.value).filter((each) => !plainKeys.has(each))) {
    problems.add(source, { message: `${key} is not for texts in memory: it needs files or code.`, path: [key] })
  }
  const names = extended(source.value, true)
  for (const [at, name] of names.entries()) {
    const message = `extends names ${JSON.stringify(name)}, which is no preset; files and packages are not for texts in memory.`
    if (!isPreset(name)) problems.add(source, { message, path: ['extends', at] })
  }
  const layers: Layer[] = [
    ...names.filter(isPreset).map(presetLayer),
    { origin: source.file, value: source.value, source },
  ]
  checkRuleNames(layers, builtin, problems, { isComplete: true })
  checkStated(layers, builtin, [], problems, await ownValidators(rulesToCheck(layers, builtin, [])))
  problems.throwIfAny()
  const { rules, notices } = mergeRules(layers, builtin, [])
  return { root: folder, folder, ...mergeLayers(layers, folder), available: builtin, rules, notices, sources: [] }
}

function sourceOf(config: PlainConfig | string, folder: string, problems: Problems): ConfigSource {
  const at = { path: `${folder}/config`, file: 'config', folder }
  if (typeof config !== 'string') return { ...at, text: '', value: checkConfig({ ...at, text: '' }, config, problems) }
  return parseConfig(at, config, { json: false }, problems) ?? { ...at, text: config, value: {} }
}

const plainKeys: ReadonlySet<string> = new Set<keyof PlainConfig>([
  'extends',
  'rules',
  'enforce',
  'overrides',
  'suppressions',
  'partialSpecs',
])

const isPreset = (name: string): name is keyof typeof presets => Object.hasOwn(presets, name)
