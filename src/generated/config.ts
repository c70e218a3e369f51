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
 * Patterns of the names that templates and modules give their resources, * for any text. Of several members all must match.
 */
export type Strings5 = string[]
/**
 * Files or npm packages that export a rule or a list of rules.
 */
export type Strings6 = string[]
/**
 * Default: all.
 */
export type Strings7 = string[]

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
  /**
   * Other settings for some files; later ones win.
   */
  overrides?: OverrideConfig[]
  /**
   * Findings that are meant to be so, by ARN, resource or file.
   */
  suppressions?: ConfigSuppression[]
  plugins?: Strings6
  /**
   * Declarative rules: JSON Schema over a configuration.
   */
  assertions?: AssertionConfig[]
  /**
   * defer: what a merge spec leaves out is judged by plan only.
   */
  partialSpecs?: 'strict' | 'defer'
  /**
   * plan and apply ask the accounts whether what configurations name is there and works, as with --deep. Default: false.
   */
  deep?: boolean
  terraform?: TerraformConfig
  targets?: TargetsConfig
  apply?: ApplyConfig
  local?: LocalConfig
}
/**
 * By rule id: a severity, or a severity and options.
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
  rules?: RulesConfig1
}
/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "rules".
 */
export interface RulesConfig1 {
  [k: string]: Severity | [Severity] | [Severity, {}]
}
/**
 * This interface was referenced by `ConfigFile`'s JSON-Schema
 * via the `definition` "configSuppression".
 */
export interface ConfigSuppression {
  rule: string
  arns?: Strings4
  resources?: Strings5
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
/**
 * How Terraform modules are read.
 */
export interface TerraformConfig {
  /**
   * Files of values, relative to the config, as terraform plan -var-file has them; the last that says something counts. terraform.tfvars and *.auto.tfvars are read anyhow.
   */
  varFiles?: string[]
}
/**
 * Where apply may write, and as whom.
 */
export interface TargetsConfig {
  /**
   * ARN of the role to assume; {account} and {partition} (aws, aws-cn, aws-us-gov) are filled in.
   */
  role?: string
  /**
   * External ID of AssumeRole.
   */
  externalId?: string
  /**
   * Session name of AssumeRole.
   */
  sessionName?: string
  /**
   * Exceptions, by account ID.
   */
  accounts?: {
    [k: string]: AccountConfig
  }
  /**
   * false: STS is not asked whose credentials these are, where it cannot be reached; the account is known by what Get answers. Default: true.
   */
  checkCaller?: boolean
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
  /**
   * Default: all.
   */
  accounts?: string[]
  regions?: Strings7
}
/**
 * How changes are sent; the command line's options win.
 */
export interface ApplyConfig {
  /**
   * Calls in flight at once, over all accounts. Default: 20.
   */
  concurrency?: number
  /**
   * Updates per second, such as 19.4, per account and Region. Default: auto, found out.
   */
  rate?: 'auto' | number
  /**
   * Start nothing new after more failures than this. Default: 5%.
   */
  maxFailures?: number | string
  /**
   * Cumulative shares of the planned updates. Default: 100%, all at once.
   *
   * @minItems 1
   */
  waves?: [number | string, ...(number | string)[]]
}
/**
 * The local Image Builder of --local.
 */
export interface LocalConfig {
  /**
   * Live configurations and pipelines that --local starts with.
   */
  seed?: string
}
