import { isHash } from '../git/resolve.ts'
import { GuardError } from '../model/errors.ts'
import type { PolicyOptions } from '../run/policy-options.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Event } from './event.ts'
import { workflowRepository } from './git-access.ts'
import type { Inputs } from './inputs.ts'

/**
 * Where the policy comes from. An event of the repository itself is judged by what is checked out. Any other by a commit
 * of the repository whose workflow runs: the one that the input names there, that of the payload, or the default branch's
 * as GitHub says. Neither `origin` nor a ref of the checkout has a say, for both may be a fork's.
 */
export async function policySource(
  { configFrom: given, config, safe, token }: Inputs,
  event: Event,
  { env, pullRequests }: Pick<ActionPorts, 'env' | 'pullRequests'>,
): Promise<PolicyOptions> {
  const named = given === 'head' ? undefined : given
  const options = { safe: safe ?? !event.isOwn, config }
  if (event.isOwn) return { ...options, configFrom: named }
  const remote = workflowRepository(env)
  const fromThere = { ...options, remote }
  if (given === 'head') return fromThere
  const configFrom = named ?? event.base ?? (await defaultCommit(event, token, pullRequests))
  if (!remote && !isHash(configFrom)) throw nowhere(configFrom)
  return { ...fromThere, configFrom }
}

function nowhere(ref: string): GuardError {
  const where = 'GITHUB_SERVER_URL and GITHUB_REPOSITORY do not say in which repository'
  return new GuardError('Git', `What ${JSON.stringify(ref)} means cannot be looked up: ${where}.`, {
    hint: 'Name a commit in config-from.',
  })
}

async function defaultCommit(
  { name }: Event,
  token: string | undefined,
  pullRequests: ActionPorts['pullRequests'],
): Promise<string> {
  const unsaid = (why: string, cause?: unknown): GuardError =>
    new GuardError('Git', `The event ${name} does not say which revision its policy comes from, and ${why}.`, {
      hint: 'Name it with config-from, or give github-token so that GitHub can be asked for the default branch.',
      cause,
    })
  if (!token) throw unsaid('without github-token GitHub cannot be asked')
  let commit: string
  try {
    commit = await (await pullRequests(token)).defaultCommit()
  } catch (cause) {
    throw unsaid(`GitHub does not either: ${cause instanceof Error ? cause.message : String(cause)}`, cause)
  }
  if (!isHash(commit)) throw unsaid('GitHub names no commit of the default branch')
  return commit
}
