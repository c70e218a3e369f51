import { resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { openPolicy } from '../run/open-policy.ts'
import type { PolicyOptions } from '../run/policy-options.ts'
import { openFleet, openWorkspace, type Workspace } from '../run/workspace.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'
import { policyEdits } from './policy-edits.ts'

export type JobPorts = Pick<ActionPorts, 'env' | 'signal' | 'pullRequests'>

/** What is checked out, and the policy that judges it. */
export interface Job {
  workspace: Workspace
  policy: RunPolicy
  fleet: Fleet
  /** What the user should know about both. */
  notices: string[]
}

/** Opens what is checked out; a pull request is judged by the policy of its base revision. */
export async function openJob(inputs: Inputs, event: Event, ports: JobPorts): Promise<Job> {
  const { env, signal } = ports
  const notices: string[] = event.notice === undefined ? [] : [event.notice]
  const stderr = { write: (text: string) => notices.push(text.trim().replace(/^ibguard: /, '')) }
  const cwd = resolve(env.GITHUB_WORKSPACE ?? '.', inputs.workingDirectory ?? '.')
  const options = policyOptions(inputs, event)
  const opened = await openWorkspace(options, { cwd, stderr })
  const policy = await policyFor(inputs, event, options, opened, ports, notices)
  const edits = event.isPullRequest ? await policyEdits(opened, options) : { notices: [] }
  const workspace: Workspace = { ...opened, ...(edits.head && { head: edits.head }) }
  // Where there are targets the load is not cut short: the report of a cancelled run names all of them.
  const cut = inputs.mode === 'lint' ? signal : new AbortController().signal
  const fleet = await openFleet(inputs.files, workspace, { signal: cut, stderr, specsOnly: inputs.mode !== 'lint' })
  await setImmediate()
  return { workspace, policy, fleet, notices: [...edits.notices, ...notices] }
}

function policyOptions({ configFrom: given, config, safe }: Inputs, event: Event): PolicyOptions {
  const base = event.isPullRequest ? event.base : undefined
  const configFrom = given === 'head' ? undefined : (given ?? base)
  if (event.isPullRequest && configFrom === undefined && given !== 'head') {
    throw new GuardError('Git', `The event ${event.name} does not say which revision its policy comes from.`, {
      hint: 'Name it with config-from.',
    })
  }
  return { safe: safe ?? event.isPullRequest, ...(config && { config }), ...(configFrom && { configFrom }) }
}

/** What the run is compared with: always on a pull request, elsewhere when only changed files are to count. */
async function policyFor(
  inputs: Inputs,
  event: Event,
  options: PolicyOptions,
  workspace: Workspace,
  ports: JobPorts,
  notices: string[],
): Promise<RunPolicy> {
  const since = event.range?.from ?? (event.isPullRequest ? event.base : undefined)
  const everything = (why: string): RunPolicy => {
    if (inputs.changedOnly) notices.push(`Everything is judged: ${why}.`)
    return openPolicy(inputs.files, options, workspace)
  }
  if (since === undefined) return everything('this event has nothing to compare with')
  if (!event.isPullRequest && !inputs.changedOnly) return openPolicy(inputs.files, options, workspace)
  let policy: RunPolicy
  try {
    policy = openPolicy(inputs.files, { ...options, changedSince: since }, workspace)
  } catch (error) {
    // After a force push the commit before may be gone.
    if (event.isPullRequest || !(error instanceof GuardError) || error.code !== 'Git') throw error
    return everything(`the commit before, ${since}, is gone`)
  }
  if (!policy.base) return policy
  const { specs, changedFiles: differing } = policy.base
  if (!inputs.changedOnly) return { ...policy, base: { specs } }
  const listed = await listedFiles(inputs, event, ports)
  const changedFiles = listed ?? differing
  return { ...policy, base: { specs, ...(changedFiles && { changedFiles }) } }
}

/** The server's list of changed files; undefined when it gives none, and git is asked. */
async function listedFiles(
  { token }: Inputs,
  { pullRequest }: Event,
  { pullRequests }: JobPorts,
): Promise<Set<string> | undefined> {
  if (!pullRequest || !token) return undefined
  try {
    const files = await (await pullRequests(token)).changedFiles(pullRequest.number)
    return files && new Set(files)
  } catch {
    return undefined
  }
}
