/** A text, or its pieces in order: what is large is never whole in memory. */
export type Text = string | Iterable<string>

/**
 * The text of `JSON.stringify(value, null, indent)` in pieces; what lies `depth` levels down is never taken apart. In a list
 * some of these are one piece, since thousands of small ones take twice as long.
 */
export function jsonPieces(value: unknown, indent: number, depth: number): Generator<string> {
  return piecesOf(value, { indent, depth, level: 0 })
}

interface Place {
  indent: number
  /** Levels that are still to be taken apart. */
  depth: number
  /** Levels above. */
  level: number
}

function* piecesOf(value: unknown, { indent, depth, level }: Place): Generator<string> {
  if (depth === 0 || !isContainer(value)) {
    yield jsonAt(level, value, indent)
    return
  }
  const isList = Array.isArray(value)
  if (isList && depth === 1) {
    yield* itemsOf(value, indent, level)
    return
  }
  const [open, close] = isList ? '[]' : '{}'
  const margin = `\n${' '.repeat(indent * level)}`
  const inner = margin + ' '.repeat(indent)
  let before = open
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined && !isList) continue
    yield `${before}${inner}${isList ? '' : `${JSON.stringify(key)}: `}`
    yield* piecesOf(item, { indent, depth: depth - 1, level: level + 1 })
    before = ','
  }
  yield before === open ? `${open}${close}` : `${margin}${close}`
}

/** Items of a list that are one piece. */
const together = 128

function* itemsOf(list: readonly unknown[], indent: number, level: number): Generator<string> {
  const margin = `\n${' '.repeat(indent * level)}]`
  for (let at = 0; at < list.length; at += together) {
    const text = jsonAt(level, list.slice(at, at + together), indent)
    yield (at === 0 ? '[' : ',') + text.slice(1, text.length - margin.length)
  }
  yield list.length === 0 ? '[]' : margin
}

/** A value as it is written that many levels down: `JSON.stringify` indents it, which no other way does as fast. */
function jsonAt(level: number, value: unknown, indent: number): string {
  let nested = value
  for (let up = 0; up < level; up++) nested = [nested]
  const text = JSON.stringify(nested, null, indent) ?? 'null'
  // Around it are a bracket, a break and the next level's indent, `level` times over.
  const head = level * 2 + (indent * level * (level + 1)) / 2
  return level === 0 ? text : text.slice(head, text.length - (head - indent * level))
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
