import { relative, resolve } from 'node:path'
import { type ConfigTree, workingTree } from '../config/config-tree.ts'
import { type HeadConfig, readHeadConfig } from '../config/head-config.ts'
import { toPosix } from '../files/posix-path.ts'
import { GuardError } from '../model/errors.ts'
import type { PolicyOptions } from '../run/policy-options.ts'
import type { Workspace } from '../run/workspace.ts'
import { baselineName } from '../suppress/baseline.ts'

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
