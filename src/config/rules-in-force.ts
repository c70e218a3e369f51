import { globMatcher } from '../files/globs.ts'
import { relative, resolve } from '../files/posix-path.ts'
import type { RulesConfig } from '../generated/config.ts'
import type { JsonObject } from '../model/json.ts'
import type { Config, RuleSetting } from './config.ts'

export type RuleSettings = Readonly<Record<string, RuleSetting>>

/**
 * Returns what is in force for a file, relative to `root`: the config's rules with the overrides that match, enforced
 * rules left as they are. Files that the same overrides match share one object.
 */
export function rulesInForce(config: Config, root: string): (file: string) => RuleSettings {
  if (config.overrides.length === 0) return () => config.rules
  const overrides = config.overrides.map((override) => ({ ...override, matches: globMatcher(override.files) }))
  const known = new Map<string, RuleSettings>()
  return (file) => {
    const inFolder = relative(config.folder, resolve(root, file))
    const matching = overrides.filter(({ matches }) => matches(inFolder))
    const key = matching.map((override) => overrides.indexOf(override)).join()
    const settings =
      known.get(key) ??
      matching.reduce<RuleSettings>((before, each) => overrideRules(before, each, config), config.rules)
    known.set(key, settings)
    return settings
  }
}

function overrideRules(
  settings: RuleSettings,
  { rules, files, origin }: Config['overrides'][number],
  { enforce }: Config,
): RuleSettings {
  const changed = Object.entries(rules)
    .filter(([id]) => !enforce.includes(id))
    .map(([id, entry]) => [id, toSetting(entry, settings[id], `${origin} (override of ${files.join(', ')})`)])
  return { ...settings, ...Object.fromEntries(changed) }
}

/** The setting that an entry of `rules` asks for; a bare severity keeps the options that were set before. */
export function toSetting(entry: RulesConfig[string], before: RuleSetting | undefined, origin: string): RuleSetting {
  const [severity, options] = Array.isArray(entry) ? entry : [entry, undefined]
  return { severity, options: (options as JsonObject | undefined) ?? before?.options ?? {}, origin }
}
