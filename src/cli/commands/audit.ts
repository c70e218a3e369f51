import { plural } from '../../report/formats/text.ts'
import { audit as runAudit } from '../../run/audit.ts'
import { specsOf } from '../../run/import.ts'
import { knownFleet } from '../../run/known-fleet.ts'
import { openPolicy, writeBaseline } from '../../run/open-policy.ts'
import { openWorkspace } from '../../run/workspace.ts'
import type { BaselineEntry } from '../../suppress/baseline.ts'
import { noticeLine } from '../../text/visible.ts'
import { exit } from '../exit.ts'
import { finish } from '../finish.ts'
import { createHost } from '../host.ts'
import type { Io } from '../io.ts'
import type { AuditCommandOptions } from '../options.ts'
import { outputOptions } from '../output.ts'
import { requireOwnBaseline } from '../own-baseline.ts'
import { openPorts } from '../ports.ts'
import { folderOf, writeSpecs } from '../spec-files.ts'
import { printVerbose } from '../verbose.ts'

/** Judges what is live, whoever keeps it; writes nothing on AWS. */
export async function audit(_: string[], options: AuditCommandOptions, io: Io): Promise<number> {
  requireOwnBaseline(options, options.updateBaseline)
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io)
  const folder = folderOf(options.out, workspace.cwd, 'audit')
  const specs = await knownFleet(workspace, io)
  const policy = await openPolicy([], options, workspace, { fleet: specs, signal: io.signal, isWhole: false })
  printVerbose(options, workspace, policy, specs, io)
  await using ports = openPorts(workspace, options, io)
  const { account: accounts, skipAccount: skipAccounts, region: regions, target, failOn, deep } = options
  const where = { accounts, skipAccounts, regions }
  const renew = (entries: readonly BaselineEntry[]) => writeBaseline(entries, options, workspace)
  const rest = { settings: options, failOn, deep, ...(options.updateBaseline && { renew }) }
  const request = { where, specs, policy, target, ...rest }
  const result = await runAudit(request, workspace, ports, createHost(io, output, options))
  if (result.isInterrupted) return exit.fail
  if (folder) {
    const covered = new Set(specs?.specs.map(({ arn }) => arn))
    const made = specsOf(result.live.filter(({ arn }) => !covered.has(arn)))
    for (const notice of made.notices) io.stderr.write(noticeLine(notice))
    // Standard output is the report's.
    writeSpecs(made.specs, folder, workspace, { ...io, stdout: { ...io.stdout, write: () => {} } }, 'audit')
    io.stderr.write(noticeLine(`wrote ${plural(made.specs.length, 'spec')} to ${options.out}.`))
  }
  return finish(result, output, io)
}
