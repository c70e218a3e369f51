import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { GuardError } from '../../model/errors.ts'
import { isPlanFile, readPlanFile } from '../../plan/plan-file.ts'
import { type ApplyRequest, apply as runApply } from '../../run/apply.ts'
import { openPolicy } from '../../run/open-policy.ts'
import { openFleet, openWorkspace } from '../../run/workspace.ts'
import { finish } from '../finish.ts'
import { createHost, requireConsent, sendingOf } from '../host.ts'
import type { Io } from '../io.ts'
import { openRunJournal, requireJournal } from '../journal.ts'
import type { ApplyCommandOptions } from '../options.ts'
import { outputOptions } from '../output.ts'
import { openPorts } from '../ports.ts'
import { printVerbose } from '../verbose.ts'
import { plan as planCommand } from './plan.ts'

/** Lints, plans, asks, applies and verifies; with `--resume` finishes what a journal's run began. */
export async function apply(paths: string[], options: ApplyCommandOptions, io: Io): Promise<number> {
  const { shard, dryRun } = options
  const [path, ...later] = paths.map((each) => resolve(io.cwd, options.cwd ?? '.', each))
  const isPlan = path !== undefined && (await isPlanFile(path))
  for (const [index, each] of later.entries()) {
    if (await isPlanFile(each)) throw laterPlan(paths[index + 1] ?? each, isPlan)
  }
  if (dryRun && !isPlan && !shard) return planCommand(paths, options, io)
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io, { isTold: isPlan })
  await requireJournal(options, workspace.cwd)
  const plan = isPlan ? await readPlanFile(path) : undefined
  const beside = plan ? paths.slice(1) : paths
  // A load is not cut short: the report of an interrupted run names every target that counts.
  const signal = afterwards(io.signal)
  const uninterrupted = { ...io, signal, specsOnly: true }
  const fleet = plan && beside.length === 0 ? undefined : await openFleet(beside, workspace, uninterrupted)
  if (!dryRun) requireConsent('apply', options, io)
  const policy = await openPolicy(beside, options, workspace, { fleet, isWhole: !plan, signal })
  printVerbose(options, workspace, policy, fleet, io)
  // A signal's handler gets its turn.
  await setImmediate()
  await using ports = openPorts(workspace, options, io)
  using host = createHost(io, output, options)
  const of: ApplyRequest['of'] | undefined = plan ? { plan, against: fleet } : fleet && { fleet }
  if (!of) throw new Error('neither a plan nor specs')
  const result = await runApply(
    {
      of,
      policy,
      shard,
      journal: { open: (hold) => openRunJournal(workspace.cwd, options, hold, io), resumes: options.resume === true },
      ...sendingOf(options),
      deep: options.deep,
    },
    workspace,
    ports,
    host,
  )
  return finish(result, output, io)
}

/** Aborted some seconds after a signal, when git still has not said what counts. */
function afterwards(signal: AbortSignal): AbortSignal {
  const late = new AbortController()
  const begin = (): void => void setTimeout(() => late.abort(signal.reason), 5_000).unref()
  if (signal.aborted) begin()
  else signal.addEventListener('abort', begin, { once: true })
  return late.signal
}

function laterPlan(path: string, isSecond: boolean): GuardError {
  return new GuardError('Usage', `${path} is a plan; ${isSecond ? 'apply takes one' : 'name it first'}.`, {
    hint: 'A plan comes first, then the specs that it is held against: ibguard apply plan.json infra.',
  })
}
