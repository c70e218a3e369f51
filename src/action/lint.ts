import { resolve } from 'node:path'
import { workingTree } from '../config/config-tree.ts'
import { GuardError } from '../errors.ts'
import type { RunPolicy } from '../policy/run-policy.ts'
import { openPolicy } from '../run/open-policy.ts'
import type { PolicyOptions } from '../run/policy-options.ts'
import { type LintRun, lintSpecs } from '../run/run-lint.ts'
import { openFleet, openWorkspace, type Workspace } from '../run/workspace.ts'
import type { Event } from './event.ts'
import type { Inputs } from './inputs.ts'
import { openPullRequests } from './pull-requests.ts'

interface LintPorts {
  env: Readonly<Record<string, string | undefined>>
  signal: AbortSignal
}

/** Judges what is checked out, a pull request by the policy of its base revision. */
export async function lintForEvent(
  inputs: Inputs,
  event: Event,
  { env, signal }: LintPorts,
): Promise<Pick<LintRun, 'report' | 'internal'> & { notices: string[] }> {
  const notices: string[] = event.notice === undefined ? [] : [event.notice]
  const cwd = resolve(env.GITHUB_WORKSPACE ?? '.', inputs.workingDirectory ?? '.')
  const base = event.isPullRequest ? event.base : undefined
  const configFrom = inputs.configFrom === 'head' ? undefined : (inputs.configFrom ?? base)
  if (event.isPullRequest && configFrom === undefined && inputs.configFrom !== 'head') {
    throw new GuardError('Git', `The event ${event.name} does not say which revision its policy comes from.`, {
      hint: 'Name it with config-from.',
    })
  }
  const options: PolicyOptions = {
    safe: inputs.safe ?? event.isPullRequest,
    ...(inputs.config && { config: inputs.config }),
    ...(configFrom && { configFrom }),
  }
  const stderr = { write: (text: string) => notices.push(text.trim()) }
  const workspace = await openWorkspace(options, { cwd, stderr })
  const policy = await policyFor(inputs, event, options, workspace, { env, signal }, notices)
  const fleet = await openFleet(inputs.files, workspace, { signal, stderr })
  const { report, internal, notices: found } = lintSpecs(fleet, workspace.config, new Date(), policy)
  return { report, ...(internal && { internal }), notices: [...notices, ...found, ...policyEdits(policy, workspace)] }
}

/** What the run is compared with: always on a pull request, elsewhere when only changed files are to count. */
async function policyFor(
  inputs: Inputs,
  event: Event,
  options: PolicyOptions,
  workspace: Workspace,
  ports: LintPorts,
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
  { env }: LintPorts,
): Promise<Set<string> | undefined> {
  if (!pullRequest || !token) return undefined
  try {
    const files = await (await openPullRequests(token, env)).changedFiles(pullRequest.number)
    return files && new Set(files)
  } catch {
    return undefined
  }
}

/** Files of the policy that the checkout has otherwise than the revision that judges. */
function policyEdits(policy: RunPolicy, { config, tree, root }: Workspace): string[] {
  const changed = policy.base && tree.revision !== undefined ? editedFiles(config.sources, tree, root) : []
  if (changed.length === 0) return []
  return [`This change edits the policy (${changed.join(', ')}); it is judged by the policy of ${tree.revision}.`]
}

function editedFiles(sources: readonly string[], tree: Workspace['tree'], root: string): string[] {
  const files = new Set([...sources, 'ibguard.config.yaml', '.ibguard-baseline.json'])
  return [...files].filter((file) => tree.read(resolve(root, file)) !== workingTree.read(resolve(root, file)))
}
