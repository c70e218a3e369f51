import type { Socket } from 'node:net'

/** Bytes of unfinished bodies, over all connections. */
const maximumHeld = 256 * 2 ** 20

/**
 * The open connections. Above a limit the one whose last whole request is longest ago makes room, so that those who keep
 * connections idle, or never finish what they send, lock nobody out.
 */
export class Connections {
  /** With the bytes held for each, in the order of their last whole request. */
  readonly #open = new Map<Socket, number>()
  readonly #maximum: number
  #held = 0

  constructor(maximum: number) {
    this.#maximum = maximum
  }

  add(socket: Socket): void {
    this.#open.set(socket, 0)
    socket.once('close', () => this.#forget(socket))
    if (this.#open.size > this.#maximum) this.#closeOldest()
  }

  /** Counts bytes of a body that are kept until its end. */
  receive(socket: Socket, bytes: number): void {
    const held = this.#open.get(socket)
    if (held === undefined) return
    this.#open.set(socket, held + bytes)
    this.#held += bytes
    while (this.#held > maximumHeld) this.#closeOldest()
  }

  /** A whole request has come. */
  finish(socket: Socket): void {
    if (this.#forget(socket)) this.#open.set(socket, 0)
  }

  #forget(socket: Socket): boolean {
    this.#held -= this.#open.get(socket) ?? 0
    return this.#open.delete(socket)
  }

  #closeOldest(): void {
    const [oldest] = this.#open.keys()
    if (!oldest) return
    this.#forget(oldest)
    oldest.destroy()
  }
}
