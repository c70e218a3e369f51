import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface StoredComment {
  id: number
  body: string
  user: { login: string }
  html_url: string
}

export interface GitHubServer {
  url: string
  comments: StoredComment[]
  writes: string[]
}

export interface GitHubBehaviour {
  headSha?: string
  /** Comments a page, whatever was asked for. */
  pageSize?: number
  /** Answers instead of the server; `done` says whether the write took place. */
  onWrite?: (count: number) => { status: number; headers?: Record<string, string>; isWritten?: boolean } | undefined
}

/** The few calls of GitHub's API that comments need; without GraphQL. */
export async function startGitHub({
  headSha = 'a'.repeat(40),
  pageSize = 2,
  onWrite,
}: GitHubBehaviour = {}): Promise<GitHubServer> {
  const comments: StoredComment[] = []
  const writes: string[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const body = await readBody(request)
    const answer = (status: number, value: unknown, headers: Record<string, string> = {}): void => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
    }
    if (/\/pulls\/\d+$/.test(url.pathname)) return answer(200, { head: { sha: headSha } })
    if (request.method === 'GET' && url.pathname.endsWith('/comments')) {
      const page = Number(url.searchParams.get('page') ?? 1)
      url.searchParams.set('page', String(page + 1))
      const next = `<http://${request.headers.host}${url.pathname}${url.search}>; rel="next"`
      const hasMore = page * pageSize < comments.length
      return answer(200, comments.slice((page - 1) * pageSize, page * pageSize), hasMore ? { link: next } : {})
    }
    if (request.method !== 'POST' && request.method !== 'PATCH') return answer(404, { message: 'Not Found' })
    if (url.pathname.endsWith('/graphql')) return answer(404, { message: 'Not Found' })
    writes.push(`${request.method} ${url.pathname}`)
    const told = onWrite?.(writes.length)
    const comment =
      told && !told.isWritten ? undefined : write(comments, request.method, url.pathname, JSON.parse(body))
    if (told) return answer(told.status, { message: `answer ${told.status}` }, told.headers)
    return answer(200, comment)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, comments, writes }
}

function write(comments: StoredComment[], method: string, path: string, { body }: { body: string }): StoredComment {
  const known = comments.find(({ id }) => path.endsWith(`/comments/${id}`))
  if (method === 'PATCH' && known) {
    known.body = body
    return known
  }
  const id = comments.length + 1
  const comment = { id, body, user: { login: 'github-actions[bot]' }, html_url: `https://github.example/c/${id}` }
  comments.push(comment)
  return comment
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}
