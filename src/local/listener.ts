import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ioProblem } from '../files/io-problem.ts'
import type { WallClock } from '../model/clock.ts'
import { GuardError } from '../model/errors.ts'
import { Connections } from './connections.ts'
import type { Call, Reply } from './exchange.ts'

const maximumBody = 4 * 2 ** 20
/** What is read of a body that is too long, so that its sender gets to see the answer. */
const maximumDrained = 16 * maximumBody

export interface Limits {
  /** How many there may be. */
  connections: number
  /** Bytes of a request without its body. */
  maxHeaderSize: number
  /** Milliseconds, as the next three. */
  headersTimeout: number
  requestTimeout: number
  keepAliveTimeout: number
  connectionsCheckingInterval: number
}

const defaultLimits: Limits = {
  connections: 2_000,
  // Fifty tag keys of 128 characters, percent-encoded in a query, are over Node's own 16 KiB.
  maxHeaderSize: 64 * 2 ** 10,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 60_000,
  connectionsCheckingInterval: 2_000,
}

/** How long a client may take nothing of its answer. */
const answerTimeout = 30_000

export interface Listener {
  port: number
  close(): Promise<void>
}

/** Serves HTTP: everything here is about connections, nothing about the API. */
export async function listen(
  handle: (call: Call) => Reply,
  options: { host: string; port: number; latency: number; clock: WallClock; limits?: Partial<Limits> },
): Promise<Listener> {
  const closing = new AbortController()
  const limits = { ...defaultLimits, ...options.limits }
  const connections = new Connections(limits.connections)
  const server = createServer(limits, (request, response) => {
    readBody(request, connections)
      .then((body) => answer(request, body, response))
      .catch(() => request.destroy())
  })
  server.on('connection', (socket) => connections.add(socket))

  async function answer(request: IncomingMessage, body: Buffer | undefined, response: ServerResponse): Promise<void> {
    const { url = '/', method = '', headers } = request
    const [path, query] = splitOnce(url, '?')
    const reply = handle({ method, path, query, headers, body })
    const delay = options.latency + (reply.delayMs ?? 0)
    if (delay > 0) await options.clock.sleep(delay, closing.signal)
    send(response, reply)
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
function readBody(request: IncomingMessage, connections: Connections): Promise<Buffer | undefined> {
  const { socket } = request
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > maximumDrained) request.destroy()
      if (length > maximumBody) {
        chunks.length = 0
      } else {
        chunks.push(chunk)
        connections.receive(socket, chunk.length)
      }
    })
    request.once('end', () => {
      connections.finish(socket)
      resolve(length > maximumBody ? undefined : Buffer.concat(chunks))
    })
    request.once('error', reject)
  })
}

function send(response: ServerResponse, { status, headers, body, cut }: Reply): void {
  if (cut === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  response.setTimeout(answerTimeout)
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  if (cut === undefined) response.end(body)
  else response.write(body.slice(0, body.length / 2), () => response.destroy())
}
