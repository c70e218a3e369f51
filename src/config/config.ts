import type { AssertionConfig, ConfigSuppression, RulesConfig, TargetsConfig } from '../generated/config.ts'
import type { Rule } from '../lint/rule.ts'
import type { Severity } from '../model/finding.ts'
import type { JsonObject } from '../model/json.ts'
import type { ImageType } from '../model/spec.ts'

/** What is in force for one rule. */
export interface RuleSetting {
  severity: Severity | 'off'
  options: JsonObject
  /** Where the setting came from: a preset's name or a file. */
  origin: string
}

export interface Override {
  files: string[]
  imageType?: ImageType
  rules: RulesConfig
  origin: string
}

export interface SuppressionSetting extends ConfigSuppression {
  /** Of the entry in the config file, for findings about it. */
  location?: { file: string; line: number; column: number; endLine: number; endColumn: number }
}

/** A config with presets, extended files and defaults merged in: what every stage reads. */
export interface Config {
  /** Absolute; names of files are relative to it: the repository's root, or the working directory outside one. */
  root: string
  /** Absolute folder that globs and paths are relative to. */
  folder: string
  /** The config file, relative to the repository's root; absent when there is none. */
  file?: string
  /** Globs of spec files; empty without a config. */
  files: string[]
  ignores: string[]
  /** Every rule there is: built-in, from plugins, from assertions. */
  available: readonly Rule[]
  /** By rule id. */
  rules: Record<string, RuleSetting>
  enforce: string[]
  overrides: Override[]
  suppressions: SuppressionSetting[]
  assertions: AssertionConfig[]
  partialSpecs: 'strict' | 'defer'
  /** Whether the accounts are asked about what configurations name. */
  deep: boolean
  /** `varFiles` are absolute paths. */
  terraform: { varFiles: string[] }
  targets: TargetsConfig
  apply: ApplySettings
  /** `seed` is an absolute path. */
  local: { seed?: string }
  /** Files that the policy was read from, relative to the repository's root: configs and plugins. */
  sources: string[]
  /** What the user should know: settings that an enforced rule overrules. */
  notices: string[]
}

export interface ApplySettings {
  /** Calls in flight at once, over all accounts and Regions. */
  concurrency: number
  /** Updates per second and account and Region; `auto` learns it. */
  rate: 'auto' | number
  /** Count, or share of the planned updates such as `5%`. */
  maxFailures: number | string
  /** Cumulative shares or counts. */
  waves: (number | string)[]
}

export const applyDefaults: ApplySettings = { concurrency: 20, rate: 'auto', maxFailures: '5%', waves: ['100%'] }
