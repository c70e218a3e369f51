import type { SourceNode } from '../node.ts'
import { type Name, nameOf, notPlain, PlainChars } from './plain-chars.ts'
import { resolvePlain } from './scalar.ts'

/** A line of a block. Offsets count from its start. */
export interface Line {
  /** Where its content begins; -1 where there is none, since a document begins or ends here. */
  indent: number
  /** It has nothing but a comment, if that. */
  isBlank: boolean
  /** Begins a document. */
  isMarker: boolean
  isItem: boolean
  name: Name | undefined
  keyStart: number
  keyEnd: number
  /** Of a value, or of where one would be: right after the colon or the dash. */
  start: number
  /** A scalar, or a flow collection that ends on the line. */
  value: SourceNode | undefined
  isFlow: boolean
  /** How many nodes and keys it has, and how many levels of them. */
  nodes: number
  depth: number
}

const empty: Line = {
  indent: -1,
  isBlank: false,
  isMarker: false,
  isItem: false,
  name: undefined,
  keyStart: 0,
  keyEnd: 0,
  start: 0,
  value: undefined,
  isFlow: false,
  nodes: 0,
  depth: 0,
}

export const endOfText: Line = { ...empty }

/** Files of a fleet have most of their lines in common, so each is read once, as long as there is room. */
const known = new Map<string, Line>()
const mostKnown = 4_000
const longestKnown = 80
/** Lines of one key that are kept, of items and of comments: what has more, such as an ARN, is another one in each file. */
const mostOfKey = 64
const ofKey = new Map<string, number>()

/** @throws `notPlain` */
export function lineOf(text: string): Line {
  if (text.length > longestKnown) return readLine(text)
  const line = known.get(text)
  if (line !== undefined) return line
  const read = readLine(text)
  const key = read.name?.key ?? (read.isItem ? '-' : '#')
  const many = ofKey.get(key) ?? 0
  if (many === mostOfKey) return read
  if (known.size === mostKnown) {
    known.clear()
    ofKey.clear()
  }
  ofKey.set(key, many + 1)
  // A slice would keep the whole text that it is of.
  const own = ` ${text}`.slice(1)
  const kept = readLine(own)
  known.set(own, kept)
  return kept
}

/** Tabs, blanks that look like spaces, and what no YAML may hold, are not among these. */
const other = /[^\n\r\x20-\x7e\u00a1-\u024f\u2010-\u2027]|\r(?!\n|$)/

/** @throws `notPlain` for characters that are to be looked at more closely */
export function requirePlain(text: string): void {
  if (other.test(text)) throw notPlain
}

/** A key, a value that is text or a number, or both, perhaps as an item: nearly all that there is. */
const usual = /^( *)(- +)?(?:([A-Za-z][\w-]*):(?: |$))?([\w/][!"$-9;-~]*(?:[ :][!"$-9;-~]+)*)?$/

function readLine(text: string): Line {
  const parts = usual.exec(text)
  if (parts === null) return readOther(text)
  // By index: to take a list apart takes longer than the search.
  const indent = (parts[1] as string).length
  const dash = parts[2]
  const key = parts[3]
  const content = parts[4]
  if (key === undefined && content === undefined) return readOther(text)
  const keyStart = indent + (dash === undefined ? 0 : dash.length)
  const keyEnd = key === undefined ? 0 : keyStart + key.length
  const start = content === undefined ? keyEnd + 1 : text.length - content.length
  return {
    indent,
    isBlank: false,
    isMarker: false,
    isItem: dash !== undefined,
    name: key === undefined ? undefined : nameOf(key),
    keyStart,
    keyEnd,
    start,
    value:
      content === undefined ? undefined : { kind: 'scalar', start, end: text.length, value: resolvePlain(content) },
    isFlow: false,
    nodes: key === undefined || content === undefined ? 1 : 2,
    depth: 0,
  }
}

function readOther(text: string): Line {
  requirePlain(text)
  const chars = new PlainChars(text, false)
  if (chars.isMarker()) {
    chars.at = 3
    chars.endLine()
    return { ...empty, isMarker: true }
  }
  if (text.startsWith('...')) throw notPlain
  const line = { ...empty }
  line.isBlank = chars.isLast()
  if (line.isBlank) return line
  line.indent = chars.at
  line.isItem = chars.isDash()
  if (line.isItem) {
    line.start = ++chars.at
    if (chars.isLast()) return line
    if (chars.isDash()) throw notPlain
  }
  if (!chars.isFlow()) {
    chars.scalar(false)
    if (!chars.isKey()) return withValue(line, chars.scalarNode(), chars)
    line.keyStart = chars.start
    line.keyEnd = chars.at
    line.name = chars.key()
    line.nodes = 1
    line.start = chars.at
    chars.requireGap()
    if (chars.isLast()) return line
  }
  line.start = chars.at
  line.isFlow = chars.isFlow()
  if (line.isFlow) return text.length > longestKnown ? line : withFlow(line, chars)
  chars.scalar(false)
  return withValue(line, chars.scalarNode(), chars)
}

function withValue(line: Line, value: SourceNode, chars: PlainChars): Line {
  chars.endLine()
  line.value = value
  line.nodes = chars.nodes
  line.depth = chars.depth
  return line
}

/** It may go on in the lines below. */
function withFlow(line: Line, chars: PlainChars): Line {
  try {
    return withValue(line, chars.flow(0, 1), chars)
  } catch (error) {
    if (error === notPlain) return line
    throw error
  }
}

/** The value of a line, in a text where the line begins at `by`. */
export function shifted(node: SourceNode, by: number): SourceNode {
  const start = node.start + by
  const end = node.end + by
  if (node.kind === 'scalar') return { kind: 'scalar', start, end, value: node.value }
  if (node.kind === 'list')
    return { kind: 'list', flow: true, start, end, items: node.items.map((item) => shifted(item, by)) }
  const entries = node.entries.map(({ key, keyStart, keyEnd, value }) => ({
    key,
    keyStart: keyStart + by,
    keyEnd: keyEnd + by,
    value: shifted(value, by),
  }))
  return { kind: 'map', flow: true, start, end, entries }
}
