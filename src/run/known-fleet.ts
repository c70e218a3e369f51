import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { noticeLine } from '../text/visible.ts'
import { openFleet, type Workspace } from './workspace.ts'

/** The specs of the config's `files`, if it names any: what they cover is known. */
export async function knownFleet(
  workspace: Workspace,
  io: { signal?: AbortSignal; stderr: { write(text: string): unknown } },
): Promise<Fleet | undefined> {
  if (workspace.config.files.length === 0) return undefined
  const fleet = await openFleet([], workspace, { ...io, specsOnly: true }).catch((error: unknown) => {
    if (error instanceof GuardError && error.code === 'NoFiles') return undefined
    throw error
  })
  if (fleet?.findings.some(({ arn, severity }) => severity === 'error' && !arn)) {
    io.stderr.write(noticeLine('Some specs are broken (see ibguard lint); what they cover counts as not covered.'))
  }
  return fleet
}
