import { resolve } from 'node:path'
import { openPolicy } from '../../run/open-policy.ts'
import { rollback as runRollback } from '../../run/rollback.ts'
import { openWorkspace } from '../../run/workspace.ts'
import { finish } from '../finish.ts'
import { createHost, requireConsent, sendingOf } from '../host.ts'
import type { Io } from '../io.ts'
import type { RollbackCommandOptions } from '../options.ts'
import { outputOptions } from '../output.ts'
import { openPorts } from '../ports.ts'
import { printVerbose } from '../verbose.ts'

/** Puts back what the run of a journal changed, through the engine that applied it. */
export async function rollback(_: string[], options: RollbackCommandOptions, io: Io): Promise<number> {
  const { dryRun } = options
  const workspace = await openWorkspace(options, io)
  const output = { ...outputOptions(options, workspace.root, io, { isTold: true }), task: 'rollback' as const }
  if (!dryRun) requireConsent('rollback', options, io)
  const policy = await openPolicy([], options, workspace, { fleet: undefined, isWhole: false, signal: io.signal })
  printVerbose(options, workspace, policy, undefined, io)
  await using ports = openPorts(workspace, options, io)
  using host = createHost(io, output, options)
  const result = await runRollback(
    {
      journal: resolve(workspace.cwd, options.journal),
      again: options.again === true,
      unfinished: options.unfinished === true,
      policy,
      ...sendingOf(options),
    },
    workspace,
    ports,
    host,
  )
  return finish(result, output, io)
}
