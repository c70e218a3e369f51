import { builtinRules } from '../../rules/index.ts'
import type { Config } from '../config/config.ts'

/** Whether a rule judges that neither this tool's build nor the config tells all of: a plugin's may look at whatever it likes. */
export function hasPluginRules({ available, assertions }: Config): boolean {
  const builtin = new Set(builtinRules)
  const asserted = new Set(assertions.map(({ id }) => id))
  return !available.every((rule) => builtin.has(rule) || asserted.has(rule.id))
}
