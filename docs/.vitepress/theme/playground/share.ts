import { type Against, againsts, type Kind, kinds } from './kinds.ts'

/** What a link carries. It stands behind `#`, so that no browser sends it. */
export interface Shared {
  kind: Kind
  text: string
  config: string
  /** What a spec is held against, and its text. */
  against?: { what: Against; text: string } | undefined
}

const most = 2 * 2 ** 20

export async function toHash(shared: Shared): Promise<string> {
  const bytes = await through(new CompressionStream('deflate-raw'), new TextEncoder().encode(JSON.stringify(shared)))
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return `text=${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}

/** What a hash carries; undefined for one that is damaged, too big or of another kind. */
export async function fromHash(hash: string): Promise<Shared | undefined> {
  const [, packed] = /^text=([\w-]+)$/.exec(hash) ?? []
  if (packed === undefined) return undefined
  try {
    const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
    const { kind, text, config, against } = JSON.parse(
      new TextDecoder().decode(await through(new DecompressionStream('deflate-raw'), bytes)),
    ) as Partial<Shared>
    const isWhole =
      typeof text === 'string' && typeof config === 'string' && kind !== undefined && Object.hasOwn(kinds, kind)
    if (!isWhole) return undefined
    const isHeld = typeof against?.text === 'string' && Object.hasOwn(againsts, against.what)
    return { kind, text, config, ...(isHeld && { against: { what: against.what, text: against.text } }) }
  } catch {
    return undefined
  }
}

/** The bytes that come out, up to a limit: a few can stand for a great many. */
async function through(
  stream: CompressionStream | DecompressionStream,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of new Blob([bytes]).stream().pipeThrough(stream) as unknown as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > most) throw new RangeError('too long')
    parts.push(part)
  }
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
