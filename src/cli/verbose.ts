import type { Fleet } from '../lint/spec.ts'
import { plural } from '../report/formats/text.ts'
import type { Workspace } from '../run/workspace.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import { noticeLine } from '../text/visible.ts'
import type { Io } from './io.ts'
import type { ReportOptions } from './options.ts'

/** What `--verbose` adds on stderr: the policy that holds, where it came from, and which files were read. */
export function printVerbose(
  { verbose }: ReportOptions,
  { config, tree }: Workspace,
  { baseline, base }: RunPolicy,
  fleet: Fleet | undefined,
  io: Io,
): void {
  if (!verbose) return
  const revision = tree.revision === undefined ? '' : ` of ${tree.revision}`
  const lines = [
    `config: ${config.file === undefined ? 'none, recommended is in force' : `${config.file}${revision}`}`,
    ...config.sources.filter((source) => source !== config.file).map((source) => `config: with ${source}`),
    ...(baseline ? [`baseline: ${baseline.file}, ${plural(baseline.entries.length, 'finding')}`] : []),
    ...(base?.hasChanged && fleet ? [`changed: ${plural(fleet.files.filter(base.hasChanged).length, 'file')}`] : []),
    ...(fleet?.files ?? []).map((file) => `read: ${file}`),
  ]
  for (const line of lines) io.stderr.write(noticeLine(line))
}
