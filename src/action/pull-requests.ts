import type { Patience } from '../github/patience.ts'
import type { PullRequests } from '../github/pull-request.ts'

/** GitHub's API as this repository's; loaded when it is needed. */
export async function openPullRequests(
  token: string,
  env: Readonly<Record<string, string | undefined>>,
  patience: Patience,
): Promise<PullRequests> {
  const [owner = '', repo = ''] = (env.GITHUB_REPOSITORY ?? '').split('/')
  const { createPullRequests } = await import('../github/client.ts')
  return createPullRequests({ token, owner, repo, patience })
}
