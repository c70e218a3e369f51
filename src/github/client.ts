import { GitHub, getOctokitOptions } from '@actions/github/lib/utils'
import type { Patience } from './patience.ts'
import { mostRetries, persist } from './persist.ts'
import { type Comment, type Issue, PullRequestError, type PullRequests } from './pull-request.ts'

export interface GitHubOptions {
  token: string
  owner: string
  repo: string
  /** Root of the API. @default GITHUB_API_URL, else GitHub's */
  apiUrl?: string
  patience: Patience
}

/** https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const mostFiles = 3_000

/** GitHub, GitHub Enterprise Server or Gitea by GITHUB_API_URL, through the proxy of the standard variables. */
export function createPullRequests(options: GitHubOptions): PullRequests {
  const { owner, repo } = options
  const octokit = connect(options)
  const here = { owner, repo }
  const pages = { ...here, per_page: 100 }
  return {
    async defaultCommit() {
      const { default_branch: branch } = (await asked(octokit.request('GET /repos/{owner}/{repo}', here))).data
      const route = 'GET /repos/{owner}/{repo}/branches/{branch}'
      const { commit } = (await asked(octokit.request(route, { ...here, branch }))).data
      // Gitea calls it otherwise.
      return commit.sha ?? (commit as { id?: string }).id ?? ''
    },
    async ownLogin() {
      const viewer = octokit.graphql<{ viewer: { login: string } }>('{ viewer { login } }')
      // No GraphQL on Gitea, which answers GET /user for a job's token; GitHub refuses that.
      return (
        (await saidOrNot(viewer.then((data) => data.viewer.login))) ??
        (await saidOrNot(octokit.request('GET /user').then(({ data }) => data.login)))
      )
    },
    async headOf(number) {
      const pull = octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...here, pull_number: number })
      return (await asked(pull)).data.head.sha
    },
    async findByHead({ headSha, headOwner, headBranch }) {
      const head = headOwner && headBranch ? { head: `${headOwner}:${headBranch}` } : {}
      const pulls = await asked(
        octokit.paginate('GET /repos/{owner}/{repo}/pulls', { ...pages, state: 'open', ...head }),
      )
      return pulls.find((pull) => pull.head.sha === headSha)?.number
    },
    async changedFiles(number) {
      const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files'
      const files = await asked(octokit.paginate(route, { ...pages, pull_number: number }))
      if (files.length >= mostFiles) return undefined
      return files.flatMap(({ filename, previous_filename: old }) => (old ? [filename, old] : [filename]))
    },
    async comments(number) {
      const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments'
      return (await asked(octokit.paginate(route, { ...pages, issue_number: number }))).map(toComment)
    },
    async createComment(number, body) {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
      const comment = { ...here, issue_number: number, body, request: { retries: 0 } }
      return toComment((await asked(octokit.request(route, comment))).data)
    },
    async updateComment(id, body) {
      const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}'
      const { data } = await asked(octokit.request(route, { ...here, comment_id: id, body }))
      // Gitea may answer 204, without the comment.
      return toComment({ body, ...(data as Partial<typeof data> | undefined), id })
    },
    async issuesOf(login) {
      const route = 'GET /repos/{owner}/{repo}/issues'
      const asc = { sort: 'created', direction: 'asc', state: 'all', creator: login } as const
      const issues = await asked(octokit.paginate(route, { ...pages, ...asc }))
      return issues.filter(({ pull_request: pull }) => !pull).map(toIssue)
    },
    async createIssue(title, body) {
      const issue = { ...here, title, body, request: { retries: 0 } }
      return toIssue((await asked(octokit.request('POST /repos/{owner}/{repo}/issues', issue))).data)
    },
    async updateIssue(number, { body, isOpen }) {
      const route = 'PATCH /repos/{owner}/{repo}/issues/{issue_number}'
      const change = {
        ...(body !== undefined && { body }),
        ...(isOpen !== undefined && { state: isOpen ? ('open' as const) : ('closed' as const) }),
      }
      return toIssue((await asked(octokit.request(route, { ...here, issue_number: number, ...change }))).data)
    },
    async deleteComment(id) {
      const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}'
      await asked(octokit.request(route, { ...here, comment_id: id }))
    },
  }
}

function connect({ token, apiUrl, patience }: GitHubOptions) {
  const client = new GitHub(
    getOctokitOptions(token, {
      userAgent: 'imagebuilder-guard',
      // What goes wrong is told by the caller, once and in one place.
      log: { debug: silent, info: silent, warn: silent, error: silent },
      ...(apiUrl !== undefined && { baseUrl: apiUrl }),
    }),
  )
  client.hook.wrap('request', (request, options) =>
    persist(
      async (signal) => request({ ...options, request: { ...options.request, signal } }),
      patience,
      options.request.retries ?? mostRetries,
    ),
  )
  return client
}

const silent = (): void => undefined

function toComment(data: {
  id: number | bigint
  body?: string
  html_url?: string
  user?: { login: string } | null
}): Comment {
  return { id: Number(data.id), body: data.body ?? '', author: data.user?.login ?? '', url: data.html_url ?? '' }
}

function toIssue(data: {
  number: number
  title: string
  body?: string | null | undefined
  state: string
  html_url?: string
  user?: { login?: string } | null
}): Issue {
  const { number, title, body, state, html_url: url = '', user } = data
  return { number, title, body: body ?? '', author: user?.login ?? '', isOpen: state === 'open', url }
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
    if (cause instanceof PullRequestError) throw cause
    const { status, response } = cause as { status?: number; response?: { headers?: Record<string, unknown> } }
    const permissions = response?.headers?.['x-accepted-github-permissions']
    throw new PullRequestError(cause instanceof Error ? cause.message : String(cause), {
      cause,
      ...(status !== undefined && response && { status }),
      ...(typeof permissions === 'string' && { permissions }),
    })
  }
}
