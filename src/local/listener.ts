import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GuardError } from '../errors.ts'
import { ioProblem } from '../files/io-problem.ts'
import type { Clock } from '../ports/clock.ts'
import { ApiError } from './api-error.ts'
import { type Call, errorReply, type Reply } from './service.ts'

const maximumBody = 4 * 2 ** 20
/** What is read of a body that is too long, so that its sender gets to see the answer. */
const maximumDrained = 16 * maximumBody

export interface Listener {
  port: number
  close(): Promise<void>
}

/** Serves HTTP: everything here is about connections, nothing about the API. */
export async function listen(
  handle: (call: Call) => Reply,
  options: { host: string; port: number; latency: number; clock: Clock },
): Promise<Listener> {
  const closing = new AbortController()
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 60_000, connectionsCheckingInterval: 2_000 },
    (request, response) => {
      serve(request, response).catch(() => request.destroy())
    },
  )
  server.maxConnections = 2_000

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = handleBody(request, await readBody(request))
    const delay = options.latency + (reply.delayMs ?? 0)
    if (delay > 0) await options.clock.sleep(delay, closing.signal)
    send(response, reply)
  }

  function handleBody(request: IncomingMessage, body: Buffer | undefined): Reply {
    if (!body) return errorReply(new ApiError('RequestEntityTooLargeException', 'The body is over 4 MiB.'), '')
    const { url = '/', method = '', headers } = request
    const [path, query] = splitOnce(url, '?')
    return handle({ method, path, query, headers, body })
  }

  await start(server, options)
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      closing.abort()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function start(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isAddress = ['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(error.code ?? '')
      const hint = isAddress
        ? 'Take an address of this machine for --host, such as 127.0.0.1.'
        : 'Take another --port; 0 picks a free one.'
      reject(new GuardError('Server', `Cannot listen on ${host}:${port}: ${ioProblem(error)}.`, { hint, cause: error }))
    })
    server.listen({ host, port }, resolve)
  })
}

/** Undefined for a body over the limit. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > maximumDrained) throw new Error('The body does not end.')
    if (length <= maximumBody) chunks.push(chunk)
    else chunks.length = 0
  }
  return length > maximumBody ? undefined : Buffer.concat(chunks)
}

function send(response: ServerResponse, { status, headers, body, cut }: Reply): void {
  if (cut === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const bytes = Buffer.from(body)
  response.writeHead(status, { ...headers, 'content-length': bytes.length })
  if (cut === undefined) response.end(bytes)
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy())
}
