/** Generated from schema/config.schema.json by `npm run generate`. */

/**
 * Globs of the spec files.
 */
export type Strings = string[]
/**
 * Globs of files that are no specs.
 */
export type Strings1 = string[]
/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "strings".
 */
export type Strings2 = string[]
/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "severity".
 */
export type Severity = 'error' | 'warning' | 'note' | 'off'
/**
 * Rules that nobody can suppress, baseline or override.
 */
export type Strings3 = string[]
/**
 * ARN patterns, * for any text. Default: all.
 */
export type Strings4 = string[]
/**
 * Files or npm packages that export a rule or a list of rules.
 */
export type Strings5 = string[]

/**
 * Configuration of imagebuilder-guard, ibguard.config.{yaml,yml,json,mjs,js,mts,ts}. Globs and paths are relative to its folder.
 */
export interface ConfigFile {
  /**
   * For editors only.
   */
  $schema?: string
  files?: Strings
  ignores?: Strings1
  /**
   * Presets (recommended, strict, none), files (./shared.yaml) or npm packages to build on. Default: recommended.
   */
  extends?: string | Strings2
  rules?: RulesConfig
  enforce?: Strings3
  overrides?: OverrideConfig[]
  suppressions?: ConfigSuppression[]
  plugins?: Strings5
  assertions?: AssertionConfig[]
  /**
   * defer: what a merge spec leaves out is judged by plan only.
   */
  partialSpecs?: 'strict' | 'defer'
  targets?: TargetsConfig
  apply?: ApplyConfig
  local?: LocalConfig
}
/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "rules".
 */
export interface RulesConfig {
  [k: string]: Severity | [Severity] | [Severity, {}]
}
/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "override".
 */
export interface OverrideConfig {
  files: Strings2
  imageType?: 'AMI' | 'DOCKER'
  rules?: RulesConfig
}
/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "configSuppression".
 */
export interface ConfigSuppression {
  rule: string
  arns?: Strings4
  files?: Strings2
  reason: string
  /**
   * Last day on which the suppression holds, UTC.
   */
  expires?: string
}
/**
 * A declarative rule: JSON Schema (draft-07) over a configuration.
 *
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "assertion".
 */
export interface AssertionConfig {
  id: string
  severity?: Severity
  message: string
  schema: {}
}
export interface TargetsConfig {
  /**
   * ARN of the role to assume; {account} and {partition} (aws, aws-cn, aws-us-gov) are filled in.
   */
  role?: string
  externalId?: string
  sessionName?: string
  /**
   * Exceptions, by account ID.
   */
  accounts?: {
    [k: string]: AccountConfig
  }
  allow?: AllowConfig
}
export interface AccountConfig {
  roleArn?: string
  externalId?: string
  sessionName?: string
}
/**
 * plan blocks and apply refuses every target outside.
 */
export interface AllowConfig {
  accounts?: string[]
  regions?: Strings2
}
export interface ApplyConfig {
  concurrency?: number
  rate?: 'auto' | number
  maxFailures?: number | string
  /**
   * @minItems 1
   */
  waves?: [number | string, ...(number | string)[]]
}
export interface LocalConfig {
  /**
   * Live configurations and pipelines that --local starts with.
   */
  seed?: string
}
