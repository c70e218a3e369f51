/** The verb lint, of a few files as somebody holds them: an editor's buffers, which no disk has yet. */
import { withOverrides } from '../config/overrides.ts'
import { loadHcl } from '../document/hcl/load-hcl.ts'
import type { Fleet } from '../lint/spec.ts'
import { loadFiles } from '../sources/load-files.ts'
import type { FoundFile } from '../sources/source.ts'
import type { Texts } from '../sources/texts.ts'
import { type LintRun, lintSpecs } from './lint-specs.ts'
import { openPolicy } from './open-policy.ts'
import type { Workspace } from './workspace.ts'

export interface LintedFiles {
  fleet: Fleet
  run: LintRun
}

/** Judges the files as `ibguard lint` does when it is given their names. */
export async function lintFiles(
  found: readonly FoundFile[],
  workspace: Workspace,
  { texts, now }: { texts: Texts; now: Date },
): Promise<LintedFiles> {
  const { root, config } = workspace
  const { varFiles } = config.terraform
  const fleet = withOverrides(await loadFiles(found, { root, texts, hcl: loadHcl, varFiles }), config)
  const policy = await openPolicy([], {}, workspace, { fleet, isWhole: false })
  return { fleet, run: lintSpecs(fleet, config, now, policy) }
}
