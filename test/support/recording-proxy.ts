import { createServer, request as forward, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export interface Recorded {
  body: URLSearchParams
  authorization: string
}

/** Stands before an STS: keeps what it is asked, and may change what it answers. */
export async function recordingProxy(
  target: string,
  change: (body: string) => string = (body) => body,
): Promise<{ url: string; requests: Recorded[] }> {
  const requests: Recorded[] = []
  const server = createServer(async (incoming, outgoing) => {
    const sent = await text(incoming)
    requests.push({ body: new URLSearchParams(sent), authorization: incoming.headers.authorization ?? '' })
    const { method, url, headers: sentHeaders } = incoming
    const answer = await new Promise<IncomingMessage | undefined>((resolve) => {
      const onward = forward(new URL(url ?? '/', target), { method, headers: sentHeaders }, resolve)
      onward.on('error', () => resolve(undefined)).end(sent)
    })
    if (!answer) return void incoming.socket.destroy()
    const body = change(await text(answer))
    const { 'content-length': _, ...headers } = answer.headers
    outgoing.writeHead(answer.statusCode ?? 500, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests }
}
