import { builtinRules } from '../../rules/index.ts'
import { applyDefaults, type Config } from '../../src/config/config.ts'
import { presets } from '../../src/config/presets.ts'

/** A config in memory: the recommended preset, with what a test changes of it. */
export function createConfig(changes: Partial<Config> = {}): Config {
  const preset = Object.entries(presets.recommended)
  return {
    root: '/repo',
    folder: '/repo',
    files: [],
    ignores: [],
    available: builtinRules,
    rules: Object.fromEntries(preset.map(([id, severity]) => [id, { severity, options: {}, origin: 'recommended' }])),
    enforce: [],
    overrides: [],
    suppressions: [],
    assertions: [],
    partialSpecs: 'strict',
    terraform: { varFiles: [] },
    deep: false,
    targets: {},
    apply: applyDefaults,
    local: {},
    sources: [],
    notices: [],
    ...changes,
  }
}
