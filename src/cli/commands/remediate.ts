import { plural } from '../../report/formats/text.ts'
import { knownFleet } from '../../run/known-fleet.ts'
import { openPolicy } from '../../run/open-policy.ts'
import { remediate as runRemediate } from '../../run/remediate.ts'
import { openWorkspace } from '../../run/workspace.ts'
import { noticeLine } from '../../text/visible.ts'
import { finish } from '../finish.ts'
import { createHost, requireConsent } from '../host.ts'
import type { Io } from '../io.ts'
import { openRunJournal, requireJournal } from '../journal.ts'
import type { RemediateCommandOptions } from '../options.ts'
import { outputOptions } from '../output.ts'
import { openPorts } from '../ports.ts'
import { folderOf, writeSpecs } from '../spec-files.ts'
import { printVerbose } from '../verbose.ts'

/** Mends what is live, or writes specs that would; with `--resume` finishes what a journal's run began. */
export async function remediate(_: string[], options: RemediateCommandOptions, io: Io): Promise<number> {
  const { account: accounts, skipAccount: skipAccounts, region: regions, target, failOn, deep, out } = options
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io)
  const folder = folderOf(out, workspace.cwd, 'remediate')
  const sends = !options.dryRun && !folder
  if (sends) {
    await requireJournal(options, workspace.cwd)
    requireConsent('remediate', options, io)
  }
  const specs = await knownFleet(workspace, io)
  const policy = await openPolicy([], options, workspace, { fleet: specs, signal: io.signal, isWhole: false })
  printVerbose(options, workspace, policy, specs, io)
  await using ports = openPorts(workspace, options, io)
  using host = createHost(io, output, options)
  const open: NonNullable<Parameters<typeof runRemediate>[0]['journal']>['open'] = (hold) =>
    openRunJournal(workspace.cwd, options, hold, io)
  const result = await runRemediate(
    {
      where: { accounts, skipAccounts, regions },
      rules: options.rule,
      includeManaged: options.includeManaged === true,
      specs,
      policy,
      target,
      settings: { ...options, deadlineMs: options.deadline },
      failOn,
      deep,
      ...(sends && { journal: { open } }),
    },
    workspace,
    ports,
    host,
  )
  if (folder && !result.isInterrupted) {
    // Standard output is the report's.
    writeSpecs(result.specs, folder, workspace, { ...io, stdout: { ...io.stdout, write: () => {} } }, 'remediate')
    io.stderr.write(noticeLine(`wrote ${plural(result.specs.length, 'spec')} to ${out}; nothing was sent.`))
  }
  return finish(result, output, io)
}
