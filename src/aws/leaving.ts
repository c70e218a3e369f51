import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import type { Socket } from 'node:net'

/** An error keeps the request back. */
export type Leaving = () => Error | undefined

const gates = new AsyncLocalStorage<Leaving>()
let isWatching = false

/**
 * Sends a signed request that asks `leaving` when it has its connection, before a byte of it is written: a proxy or a
 * handshake may have taken its time.
 */
export function askedWhenLeaving<T>(leaving: Leaving | undefined, send: () => Promise<T>): Promise<T> {
  if (!leaving) return send()
  watch()
  return gates.run(leaving, send)
}

/** The SDK has no hook after the connection, so Node tells of each request. */
function watch(): void {
  if (isWatching) return
  isWatching = true
  subscribe('http.client.request.created', (message) => {
    const leaving = gates.getStore()
    if (leaving) hold((message as { request: ClientRequest }).request, leaving)
  })
}

function hold(request: ClientRequest, leaving: Leaving): void {
  request.once('socket', (socket: Socket) => {
    const ask = (): void => {
      const objection = leaving()
      if (objection) request.destroy(objection)
    }
    const connected = eventOfConnection(socket)
    if (connected === undefined) return ask()
    // What is written meanwhile waits, else it would leave within the handshake.
    socket.cork()
    socket.once(connected, () => {
      ask()
      socket.uncork()
    })
  })
}

/** What a socket emits when it can carry a request; undefined when it can. */
function eventOfConnection(socket: Socket): 'connect' | 'secureConnect' | undefined {
  const { connecting, secureConnecting } = socket as Socket & { secureConnecting?: boolean }
  if (secureConnecting) return 'secureConnect'
  return connecting ? 'connect' : undefined
}
