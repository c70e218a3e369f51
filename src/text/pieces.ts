/** A text, or its pieces in order: what is large is never whole in memory. */
export type Text = string | Iterable<string>

/** The text of `JSON.stringify(value, null, indent)` in pieces; what lies `depth` levels down is one piece. */
export function* jsonPieces(value: unknown, indent: number, depth: number, margin = '\n'): Generator<string> {
  if (depth === 0 || !isContainer(value)) {
    yield (JSON.stringify(value, null, indent) ?? 'null').replaceAll('\n', margin)
    return
  }
  const isList = Array.isArray(value)
  const [open, close] = isList ? '[]' : '{}'
  const inner = margin + ' '.repeat(indent)
  let before = open
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined && !isList) continue
    yield `${before}${inner}${isList ? '' : `${JSON.stringify(key)}: `}`
    yield* jsonPieces(item, indent, depth - 1, inner)
    before = ','
  }
  yield before === open ? `${open}${close}` : `${margin}${close}`
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !JSON.isRawJSON(value)
}

const chunkLength = 2 ** 16

/** Of small pieces fewer and larger ones, each worth a write of its own. */
export function* chunksOf(text: Text): Generator<string> {
  if (typeof text === 'string') {
    yield text
    return
  }
  let chunk = ''
  for (const piece of text) {
    chunk += piece
    if (chunk.length < chunkLength) continue
    yield chunk
    chunk = ''
  }
  if (chunk !== '') yield chunk
}
