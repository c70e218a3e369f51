import { GitHub, getOctokitOptions } from '@actions/github/lib/utils'
import { retry } from '@octokit/plugin-retry'
import { throttling } from '@octokit/plugin-throttling'
import { type Comment, PullRequestError, type PullRequests } from '../ports/pull-request.ts'

export interface GitHubOptions {
  token: string
  owner: string
  repo: string
  /** Root of the API. @default GITHUB_API_URL, else GitHub's */
  apiUrl?: string
  /** Options of Octokit's plugins, which shorten their waits. */
  retry?: object
  throttle?: object
}

/** How long a run waits for GitHub's limits, in all; a report is not worth more. */
const patienceSeconds = 60
/** https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const mostFiles = 3_000

/** GitHub, GitHub Enterprise Server or Gitea by GITHUB_API_URL, through the proxy of the standard variables. */
export function createPullRequests(options: GitHubOptions): PullRequests {
  const { owner, repo } = options
  const octokit = connect(options)
  const { rest } = octokit
  const here = { owner, repo, per_page: 100 }
  return {
    async ownLogin() {
      const viewer = octokit.graphql<{ viewer: { login: string } }>('{ viewer { login } }')
      // No GraphQL on Gitea, which answers GET /user for a job's token; GitHub refuses that.
      return (
        (await saidOrNot(viewer.then((data) => data.viewer.login))) ??
        (await saidOrNot(rest.users.getAuthenticated().then(({ data }) => data.login)))
      )
    },
    headOf: (number) => asked(rest.pulls.get({ owner, repo, pull_number: number }).then(({ data }) => data.head.sha)),
    async findByHead({ headSha, headOwner, headBranch }) {
      const head = headOwner && headBranch ? { head: `${headOwner}:${headBranch}` } : {}
      const pulls = await asked(octokit.paginate(rest.pulls.list, { ...here, state: 'open', ...head }))
      return pulls.find((pull) => pull.head.sha === headSha)?.number
    },
    async changedFiles(number) {
      const files = await asked(octokit.paginate(rest.pulls.listFiles, { ...here, pull_number: number }))
      if (files.length >= mostFiles) return undefined
      return files.flatMap(({ filename, previous_filename: old }) => (old ? [filename, old] : [filename]))
    },
    comments: async (number) =>
      (await asked(octokit.paginate(rest.issues.listComments, { ...here, issue_number: number }))).map(toComment),
    async createComment(number, body) {
      const request = { owner, repo, issue_number: number, body, request: { retries: 0 } }
      return toComment((await asked(rest.issues.createComment(request))).data)
    },
    async updateComment(id, body) {
      const { data } = await asked(rest.issues.updateComment({ owner, repo, comment_id: id, body }))
      // Gitea may answer 204, without the comment.
      return toComment({ body, ...(data as Partial<typeof data> | undefined), id })
    },
    async deleteComment(id) {
      await asked(rest.issues.deleteComment({ owner, repo, comment_id: id }))
    },
  }
}

function connect({ token, apiUrl, retry: retrying, throttle }: GitHubOptions) {
  let waited = 0
  const wait = (seconds: number): boolean => {
    waited += seconds
    return waited <= patienceSeconds
  }
  const Client = GitHub.plugin(retry, throttling)
  return new Client(
    getOctokitOptions(token, {
      userAgent: 'imagebuilder-guard',
      // What goes wrong is told by the caller, once and in one place.
      log: { debug: silent, info: silent, warn: silent, error: silent },
      throttle: { onRateLimit: wait, onSecondaryRateLimit: wait, ...throttle },
      ...(apiUrl !== undefined && { baseUrl: apiUrl }),
      retry: { retries: 2, ...retrying },
    }),
  )
}

const silent = (): void => undefined

function toComment(data: { id: number; body?: string; html_url?: string; user?: { login: string } | null }): Comment {
  return { id: data.id, body: data.body ?? '', author: data.user?.login ?? '', url: data.html_url ?? '' }
}

/** Undefined when the server refuses; one that is not there refuses nothing. */
async function saidOrNot<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await asked(answer)
  } catch (error) {
    if (error instanceof PullRequestError && (error.status === undefined || error.status >= 500)) throw error
    return undefined
  }
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    const { status, response } = cause as { status?: number; response?: { headers?: Record<string, unknown> } }
    const permissions = response?.headers?.['x-accepted-github-permissions']
    throw new PullRequestError(cause instanceof Error ? cause.message : String(cause), {
      cause,
      ...(status !== undefined && response && { status }),
      ...(typeof permissions === 'string' && { permissions }),
    })
  }
}
