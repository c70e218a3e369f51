import { relative, resolve } from 'node:path'
import { type ConfigTree, workingTree } from '../config/config-tree.ts'
import { type HeadConfig, readHeadConfig } from '../config/head-config.ts'
import { toPosix } from '../files/posix-path.ts'
import { isHash } from '../git/resolve.ts'
import { GuardError } from '../model/errors.ts'
import type { PolicyOptions } from '../run/policy-options.ts'
import type { Workspace } from '../run/workspace.ts'
import { baselineName } from '../suppress/baseline.ts'
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

export interface PolicyEdits {
  /** Config of the checkout, when it differs and can be read: its files count too. */
  head?: HeadConfig | undefined
  notices: string[]
}

/**
 * What the checkout changes of the policy that another revision judges by: every file that reading that policy asked
 * for, there or not, and every file that the checkout's own config names.
 */
export async function policyEdits(
  { cwd, root, config, tree }: Workspace,
  options: Pick<PolicyOptions, 'config' | 'baseline' | 'safe'>,
): Promise<PolicyEdits> {
  const { config: file, safe = false } = options
  // The baseline is read when the specs are.
  const asked = new Set([...(tree.asked ?? []), resolve(config.folder, options.baseline ?? baselineName)])
  if (tree.revision === undefined || editsOf(asked, tree, root).length === 0) return { notices: [] }
  const notices: string[] = []
  let head: HeadConfig | undefined
  try {
    head = await readHeadConfig({ cwd, root, safe, file })
  } catch (error) {
    if (!(error instanceof GuardError)) throw error
    notices.push(`The config of this change cannot be used, so only the files of ${tree.revision} count: ${why(error)}`)
  }
  const baselines = head && options.baseline === undefined ? [`${head.folder}/${baselineName}`] : []
  const edits = editsOf(new Set([...asked, ...(head?.asked ?? []), ...baselines]), tree, root)
  const judged = config.file === undefined ? 'recommended' : `the policy of ${tree.revision}`
  return {
    head,
    notices: [`This change edits the policy (${edits.join(', ')}); it is judged by ${judged}.`, ...notices],
  }
}

/** Each file that differs between the checkout and the revision, and what happened to it. */
function editsOf(paths: Iterable<string>, tree: ConfigTree, root: string): string[] {
  return [...paths].sort().flatMap((path) => {
    const before = textOf(path, tree)
    const after = textOf(path, workingTree)
    if (before === after) return []
    const what = before === undefined ? 'adds' : after === undefined ? 'removes' : 'changes'
    return [`${what} ${toPosix(relative(root, path))}`]
  })
}

function textOf(path: string, tree: ConfigTree): string | undefined {
  try {
    return tree.read(path)
  } catch {
    // There, but not to be read, as a link that leads out: something else than the other has.
    return `\0${tree.revision}`
  }
}

function why({ message, details }: GuardError): string {
  return [message, ...details.map(({ file, line, message: each }) => `${file ?? ''}:${line ?? 1}: ${each}`)].join(' ')
}
