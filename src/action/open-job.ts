import { resolve } from 'node:path'
import type { Fleet } from '../lint/spec.ts'
import { GuardError } from '../model/errors.ts'
import { openPolicy } from '../run/open-policy.ts'
import type { PolicyOptions } from '../run/policy-options.ts'
import { openFleet, openWorkspace, type Workspace } from '../run/workspace.ts'
import type { RunPolicy } from '../suppress/run-policy.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'
import { policyEdits, policySource } from './policy.ts'

export type JobPorts = Pick<ActionPorts, 'env' | 'signal' | 'pullRequests'>

/** What is checked out, and the policy that judges it. */
export interface Job {
  workspace: Workspace
  policy: RunPolicy
  fleet: Fleet
  /** What the user should know about both. */
  notices: string[]
}

/** Opens what is checked out; what may be anybody's is judged by the policy of another revision. */
export async function openJob(inputs: Inputs, event: Event, ports: JobPorts): Promise<Job> {
  const { env, signal } = ports
  const notices: string[] = event.notice === undefined ? [] : [event.notice]
  const stderr = { write: (text: string) => notices.push(text.trim().replace(/^ibguard: /, '')) }
  const cwd = resolve(env.GITHUB_WORKSPACE ?? '.', inputs.workingDirectory ?? '.')
  const options = await policySource(inputs, event, ports)
  const opened = await openWorkspace(options, { cwd, stderr, signal })
  const edits = event.isOwn ? { notices: [] } : await policyEdits(opened, options)
  const workspace: Workspace = { ...opened, head: edits.head }
  // Where there are targets the load is not cut short: the report of a cancelled run names all of them.
  const cut = inputs.mode === 'lint' ? signal : new AbortController().signal
  const fleet = await openFleet(inputs.files, workspace, {
    signal: cut,
    stderr,
    specsOnly: inputs.mode !== 'lint',
    ...(inputs.terraformRoot !== undefined && { terraformRoot: resolve(workspace.cwd, inputs.terraformRoot) }),
  }).catch((error: unknown) => {
    // What is live is judged without specs, too.
    const isFine = inputs.mode === 'audit' && error instanceof GuardError && error.code === 'NoFiles'
    if (isFine) return { root: opened.root, files: [], specs: [], findings: [] } satisfies Fleet
    throw error
  })
  const policy = await policyFor(inputs, event, { options, opened, fleet, notices }, ports)
  await new Promise(setImmediate)
  return { workspace, policy, fleet, notices: [...edits.notices, ...notices] }
}

interface Opened {
  options: PolicyOptions
  opened: Workspace
  fleet: Fleet
  notices: string[]
}

/** What the run is compared with: always on a pull request, elsewhere when only changed files are to count. */
async function policyFor(
  inputs: Inputs,
  event: Event,
  { options, opened, fleet, notices }: Opened,
  ports: JobPorts,
): Promise<RunPolicy> {
  const { signal } = ports
  const open = (more: { changedSince?: string; listed?: ReadonlySet<string> | undefined } = {}): Promise<RunPolicy> => {
    const { changedSince, listed } = more
    return openPolicy(inputs.files, { ...options, changedSince }, opened, { fleet, listed, signal })
  }
  const everything = (why: string): Promise<RunPolicy> => {
    if (inputs.changedOnly) notices.push(`Everything is judged: ${why}.`)
    return open()
  }
  const { isPullRequest, base, range } = event
  const changedSince = range?.from ?? (isPullRequest ? (base ?? options.configFrom) : undefined)
  if (changedSince === undefined) return everything('this event has nothing to compare with')
  if (!isPullRequest && !inputs.changedOnly) return open()
  const listed = inputs.changedOnly ? await listedFiles(inputs, event, ports) : undefined
  try {
    const policy = await open({ changedSince, listed })
    return inputs.changedOnly || !policy.base ? policy : { ...policy, base: { specs: policy.base.specs } }
  } catch (error) {
    // After a force push the commit before may be gone.
    if (isPullRequest || !(error instanceof GuardError) || error.code !== 'Git') throw error
    return everything(`the commit before, ${changedSince}, is gone`)
  }
}

/** The server's list of changed files; undefined when it gives none, or one of another commit than this run is about. */
async function listedFiles(
  { token }: Inputs,
  { pullRequest }: Event,
  { pullRequests }: JobPorts,
): Promise<Set<string> | undefined> {
  if (!pullRequest || !token) return undefined
  try {
    const server = await pullRequests(token)
    const files = await server.changedFiles(pullRequest.number)
    // The list is of the head at this moment, which may have moved on since the event.
    const isOfHead = files !== undefined && (await server.headOf(pullRequest.number)) === pullRequest.headSha
    return isOfHead ? new Set(files) : undefined
  } catch {
    return undefined
  }
}
