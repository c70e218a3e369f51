import type { Fleet } from '../../lint/spec.ts'
import { plural } from '../../report/formats/text.ts'
import { type Imported, importLive } from '../../run/import.ts'
import { knownFleet } from '../../run/known-fleet.ts'
import { openWorkspace } from '../../run/workspace.ts'
import { noticeLine } from '../../text/visible.ts'
import { exit } from '../exit.ts'
import { createTeller } from '../host.ts'
import type { Io } from '../io.ts'
import type { CommonOptions, ConnectionOptions } from '../options.ts'
import { openPorts } from '../ports.ts'
import { placeOf, writeSpecs } from '../spec-files.ts'

export interface ImportOptions extends CommonOptions, ConnectionOptions {
  account?: string[]
  region?: string[]
  out?: string
}

/** Writes specs of what is live and covered by none, to standard output, a file or a folder; never over a file. */
export async function importSpecs(_: string[], options: ImportOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace(options, io)
  const place = placeOf(options.out, workspace.cwd)
  const fleet = await knownFleet(workspace, io)
  await using ports = openPorts(workspace, options, io)
  using host = createTeller(io)
  const request = { fleet, accounts: options.account, regions: options.region, settings: options }
  const imported = await importLive(request, workspace, ports, host)
  host.notice(summary(imported, fleet))
  if (fleet) for (const { arn } of imported.specs) io.stderr.write(noticeLine(`  ${arn}`))
  imported.notices.forEach(host.notice)
  writeSpecs(imported.specs, place, workspace, io)
  return exit[imported.verdict]
}

function summary({ arns, specs, unread }: Imported, fleet: Fleet | undefined): string {
  const live = `${plural(arns.length, 'live configuration')} found`
  if (!fleet) return `${live}.`
  const uncovered = specs.length + unread
  return `${live}, ${arns.length - uncovered} covered by specs, ${uncovered} by none${uncovered > 0 ? ':' : '.'}`
}
