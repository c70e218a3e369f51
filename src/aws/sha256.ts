import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'

type Data = string | ArrayBuffer | ArrayBufferView

/** A day's signing key is asked for with every call; Node takes much longer to read its bytes than to sign with them. */
const keys = new WeakMap<ArrayBufferView, KeyObject>()

/** Node's own SHA-256, as the SDK's signer asks for it: with a secret it is an HMAC. */
export class Sha256 {
  #pieces: (string | Buffer)[] = []
  readonly #secret: string | KeyObject | undefined

  constructor(secret?: Data) {
    this.#secret = secret === undefined || typeof secret === 'string' ? secret : keyOf(secret)
  }

  update(data: Data): void {
    this.#pieces.push(typeof data === 'string' ? data : bytesOf(data))
  }

  async digest(): Promise<Uint8Array> {
    const [first = '', ...more] = this.#pieces
    const data = more.length === 0 ? first : Buffer.concat(this.#pieces.map((piece) => Buffer.from(piece)))
    // At once: nothing is left behind that only a collection of garbage frees.
    if (this.#secret === undefined) return hash('sha256', data, 'buffer')
    return createHmac('sha256', this.#secret).update(data).digest()
  }

  reset(): void {
    this.#pieces = []
  }
}

function keyOf(secret: ArrayBuffer | ArrayBufferView): KeyObject {
  if (!ArrayBuffer.isView(secret)) return createSecretKey(bytesOf(secret))
  const key = keys.get(secret) ?? createSecretKey(bytesOf(secret))
  keys.set(secret, key)
  return key
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Buffer {
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data)
}
