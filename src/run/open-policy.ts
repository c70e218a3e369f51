import { join, relative, resolve } from 'node:path'
import { ioProblem } from '../files/io-problem.ts'
import { toPosix } from '../files/posix-path.ts'
import { writeOutput } from '../files/write-file.ts'
import { GuardError } from '../model/errors.ts'
import { type Baseline, type BaselineEntry, baselineName, formatBaseline, parseBaseline } from '../suppress/baseline.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import type { Compared, openBase } from './base-revision.ts'
import type { PolicyOptions } from './policy-options.ts'
import type { Workspace } from './workspace.ts'

/** What the policy of a run knows beyond the config: baseline, base revision, and whether the run is about everything. */
export async function openPolicy(
  paths: readonly string[],
  options: PolicyOptions,
  workspace: Workspace,
  { isWhole = true, ...compared }: Omit<Compared, 'root' | 'config'> & { isWhole?: boolean },
): Promise<RunPolicy> {
  const { changedSince } = options
  return {
    baseline: readBaseline(options, workspace),
    coversEverything: isWhole && (paths.length === 0 || isEverything(paths, workspace)),
    base: changedSince === undefined ? undefined : await baseOf(changedSince, options, { ...workspace, ...compared }),
    onNotice: workspace.notify,
  }
}

/** What compares is loaded where something is compared: git, hashes and all. */
async function baseOf(...about: Parameters<typeof openBase>): ReturnType<typeof openBase> {
  return (await import('./base-revision.ts')).openBase(...about)
}

/** Whether paths that stand in for a config's `files` lead to all there is: the folder of the config, or one above. */
function isEverything(paths: readonly string[], { cwd, config }: Workspace): boolean {
  if (config.files.length > 0) return false
  return paths.some((path) => !toPosix(relative(resolve(cwd, path), config.folder)).startsWith('..'))
}

/** Absolute path of the baseline, whether it exists or not. */
function baselinePath({ baseline }: PolicyOptions, { cwd, config }: Pick<Workspace, 'cwd' | 'config'>): string {
  return baseline === undefined ? join(config.folder, baselineName) : resolve(cwd, baseline)
}

/** @throws {GuardError} `NotFound` when the one that was named does not exist */
function readBaseline(options: PolicyOptions, workspace: Workspace): Baseline | undefined {
  const path = baselinePath(options, workspace)
  const file = toPosix(relative(workspace.root, path))
  const text = workspace.tree.read(path)
  if (text !== undefined) return parseBaseline(file, text)
  if (options.baseline === undefined || options.updateBaseline) return undefined
  throw new GuardError('NotFound', `The baseline ${file} does not exist.`, {
    hint: 'Write it: ibguard lint --update-baseline',
  })
}

/**
 * Writes a baseline, missing folders made, and returns it.
 * @throws {GuardError} `Io` when it cannot be written
 */
export function writeBaseline(
  entries: readonly BaselineEntry[],
  options: PolicyOptions,
  workspace: Workspace,
): Baseline {
  const path = baselinePath(options, workspace)
  const file = toPosix(relative(workspace.root, path))
  const text = formatBaseline(entries)
  try {
    writeOutput(path, text, { root: workspace.root, as: 'a baseline' })
  } catch (cause) {
    throw new GuardError('Io', `${file}: cannot be written: ${ioProblem(cause)}.`, {
      hint: 'Name a writable file with --baseline.',
      cause,
    })
  }
  return parseBaseline(file, text)
}
