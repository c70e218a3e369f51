import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { createPullRequests, type GitHubOptions } from '../../src/github/client.ts'
import type { Patience } from '../../src/github/patience.ts'
import type { PullRequests } from '../../src/github/pull-request.ts'

interface StoredComment {
  id: number
  body: string
  user: { login: string }
  html_url: string
}

interface StoredIssue {
  number: number
  title: string
  body: string
  state: string
  user: { login: string }
  html_url: string
}

export interface GitHubServer {
  issues: StoredIssue[]
  /** Of the server; the API's root is below it where a test says so. */
  url: string
  comments: StoredComment[]
  /** Method and path of every request that writes, in order. */
  writes: string[]
  /** Method and path of every request. */
  requests: string[]
  /** Adds a comment as somebody else would. */
  add(body: string, login: string): StoredComment
}

interface Answer {
  status: number
  headers?: Record<string, string>
  message?: string
  /** The write took place all the same. */
  isWritten?: boolean
}

export interface GitHubBehaviour {
  headSha?: string
  /** Where the default branch, `main`, is. Without it the server does not say. */
  defaultCommit?: string
  /** Items a page, whatever was asked for. */
  pageSize?: number
  /** Login of the token's comments. @default github-actions[bot] */
  bot?: string
  /** GraphQL says who the token is. @default false, as on Gitea and some Enterprise Servers */
  hasGraphql?: boolean
  /** `GET /user` says who the token is. @default false: GitHub refuses a job's token */
  hasUser?: boolean
  /** An edit is answered without a body. */
  editStatus?: 200 | 204
  pulls?: { number: number; head: { sha: string } }[]
  files?: { filename: string; previous_filename?: string; status: string }[]
  /** Answers instead of the server; `writes` counts those that write, this one included. */
  answer?: (request: { method: string; path: string; writes: number }) => Answer | undefined
}

/** The calls of GitHub's API that the Action needs, on a loopback address. */
export async function startGitHub(behaviour: GitHubBehaviour = {}): Promise<GitHubServer> {
  const { headSha = 'a'.repeat(40), pageSize = 2, bot = 'github-actions[bot]', editStatus = 200 } = behaviour
  const { defaultCommit, pulls = [], files = [], hasGraphql = false, hasUser = false } = behaviour
  const comments: StoredComment[] = []
  const issues: StoredIssue[] = []
  const writes: string[] = []
  const requests: string[] = []
  let lastId = 0
  const add = (body: string, login: string): StoredComment => {
    lastId++
    const comment = { id: lastId, body, user: { login }, html_url: `https://github.example/c/${lastId}` }
    comments.push(comment)
    return comment
  }
  const server = createServer(async (request, response) => {
    const { method = 'GET' } = request
    const url = new URL(request.url ?? '/', 'http://localhost')
    const path = url.pathname
    const text = await readBody(request)
    const reply = (status: number, value?: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(value === undefined ? undefined : JSON.stringify(value))
    }
    const list = (items: readonly unknown[]): void => {
      const page = Number(url.searchParams.get('page') ?? 1)
      url.searchParams.set('page', String(page + 1))
      const next = `<http://${request.headers.host}${path}${url.search}>; rel="next"`
      const hasMore = page * pageSize < items.length
      reply(200, items.slice((page - 1) * pageSize, page * pageSize), hasMore ? { link: next } : {})
    }
    const isWrite = method !== 'GET' && !path.endsWith('/graphql')
    requests.push(`${method} ${path}`)
    if (isWrite) writes.push(`${method} ${path}`)
    const told = behaviour.answer?.({ method, path, writes: writes.length })
    if (told && !told.isWritten) return reply(told.status, { message: told.message ?? 'no' }, told.headers)
    if (path.endsWith('/graphql')) {
      return hasGraphql ? reply(200, { data: { viewer: { login: bot } } }) : reply(404, { message: 'Not Found' })
    }
    if (path.endsWith('/user')) return hasUser ? reply(200, { login: bot }) : reply(403, { message: 'no' })
    if (defaultCommit !== undefined) {
      if (/\/repos\/[^/]+\/[^/]+$/.test(path)) return reply(200, { default_branch: 'main' })
      if (path.endsWith('/branches/main')) return reply(200, { commit: { sha: defaultCommit } })
    }
    if (/\/pulls\/\d+$/.test(path)) return reply(200, { head: { sha: headSha } })
    if (/\/pulls\/\d+\/files$/.test(path)) return list(files)
    if (path.endsWith('/pulls')) return list(pulls)
    if (method === 'GET' && path.endsWith('/comments')) return list(comments)
    if (method === 'GET' && path.endsWith('/issues')) return list(issues)
    if (method === 'POST' && path.endsWith('/issues')) {
      const number = issues.length + 1
      const made = { number, state: 'open', user: { login: bot }, html_url: `https://github.example/i/${number}` }
      issues.push({ ...made, ...JSON.parse(text) })
      return reply(201, issues.at(-1))
    }
    const issue = method === 'PATCH' && issues.find(({ number }) => path.endsWith(`/issues/${number}`))
    if (issue) return reply(200, Object.assign(issue, JSON.parse(text)))
    const comment = comments.find(({ id }) => path.endsWith(`/comments/${id}`))
    const body = text === '' ? '' : JSON.parse(text).body
    if (method === 'POST') {
      const made = add(body, bot)
      return told ? reply(told.status, { message: told.message ?? 'no' }, told.headers) : reply(201, made)
    }
    if (!comment) return reply(404, { message: 'Not Found' })
    if (method === 'DELETE') {
      comments.splice(comments.indexOf(comment), 1)
      return reply(204)
    }
    comment.body = body
    return reply(told?.status ?? editStatus, editStatus === 204 ? undefined : comment)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, issues, comments, writes, requests, add }
}

/** The client as it is, but that only answers are waited for, and no pauses. */
export function unpacedPullRequests(
  options: Omit<GitHubOptions, 'patience'>,
  signal: AbortSignal = new AbortController().signal,
): PullRequests {
  const patience: Patience = { now: Date.now, ask: (send) => send(signal), sleep: async () => undefined }
  return createPullRequests({ ...options, patience })
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
