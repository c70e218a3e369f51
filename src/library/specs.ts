/** Specs, read and judged offline. */
import type { Fleet } from '../lint/spec.ts'
import { toGuardError } from '../model/errors.ts'
import type { Report } from '../model/report.ts'
import { lint as runLint } from '../run/lint.ts'
import { openFleet } from '../run/workspace.ts'
import { type ConfigOptions, failOn, open, policyOf } from './workspace.ts'

/**
 * Reads spec files: files, folders or globs; none means the config's `files`. What is wrong with them is in `findings`.
 * @throws {GuardError} `Config`, `NotFound` or `NoFiles`
 */
export async function loadSpecs(
  paths: string[],
  options: ConfigOptions & { signal?: AbortSignal } = {},
): Promise<Fleet> {
  const { signal } = options
  const fleet = await openFleet(paths, await open(options), signal ? { signal } : {})
  return { ...fleet, isWhole: paths.length === 0 }
}

/**
 * Judges the specs as written, by rules, suppressions and the baseline beside the config.
 * @throws {GuardError} `Config`, or `Internal` when a rule threw
 */
export async function lint(fleet: Fleet, options: ConfigOptions & { now?: Date } = {}): Promise<Report> {
  const workspace = await open(options)
  const request = { fleet, policy: await policyOf(workspace, fleet), now: options.now ?? new Date(), failOn } as const
  const { report } = await runLint(request, workspace, () => {})
  if (report.error) throw toGuardError(report.error)
  return report
}
