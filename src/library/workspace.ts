/** Where the functions of the library work: the config found from the working directory, and its policy. */
import type { ImageBuilders } from '../aws/image-builder.ts'
import type { ConfigFile } from '../generated/config.ts'
import type { Fleet } from '../lint/spec.ts'
import { openPolicy } from '../run/open-policy.ts'
import { openWorkspace, type Workspace } from '../run/workspace.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'

export interface ConfigOptions {
  /** Absolute or relative to the process's. @default process.cwd() */
  cwd?: string
  /**
   * A config file, relative to `cwd`, or the config itself, as `defineConfig` returns it, in which paths are relative to
   * `cwd`. Default: looked for from `cwd` up to the repository's root.
   */
  config?: string | ConfigFile
}

export interface TargetOptions extends ConfigOptions {
  /** Clients by account and Region. Default: AWS, by the SDK's chain of credentials and the config's roles. */
  clients?: ImageBuilders
  signal?: AbortSignal
}

/** A program reads the report; it needs no verdict. */
export const failOn = 'never'

export function open({ cwd, config }: ConfigOptions): Promise<Workspace> {
  return openWorkspace({ cwd, config }, { cwd: process.cwd() })
}

/** With the baseline that stands beside the config. */
export function policyOf(workspace: Workspace, fleet?: Fleet): Promise<RunPolicy> {
  return openPolicy([], {}, workspace, { fleet, isWhole: fleet?.isWhole === true })
}
