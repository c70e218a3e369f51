import { createHash, createHmac, createSecretKey, type Hash, type Hmac, type KeyObject } from 'node:crypto'

/** A day's signing key is asked for with every call; Node takes much longer to read its bytes than to sign with them. */
const keys = new WeakMap<ArrayBufferView, KeyObject>()

/** Node's own SHA-256, as the SDK's signer asks for it. */
export class Sha256 {
  #hash: Hash | Hmac
  readonly #secret: string | KeyObject | undefined

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined || typeof secret === 'string' ? secret : keyOf(secret)
    this.#hash = this.#start()
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    this.#hash = this.#start()
  }

  #start(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret)
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
