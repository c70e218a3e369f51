import type { ListNode, MapEntry, MapNode, ScalarNode, SourceNode } from '../node.ts'
import { limits } from './problem.ts'
import { resolvePlain } from './scalar.ts'

/** Tabs, blanks that look like spaces, and what no YAML may hold, are not among these. */
const other = /[^\n\r\x20-\x7e\u00a1-\u024f\u2010-\u2027]|\r(?!\n)/

/**
 * The documents of a file that is written as nearly all are: block maps and lists, scalars on one line, flow collections,
 * comments. Undefined for every other text, a broken one too: what that means is for `compose` to say. For a text that it
 * takes it makes the nodes that `compose` makes, in a tenth of the time; a fuzz test holds the two against each other.
 */
export function composePlain(
  text: string,
  { json, mostNodes = limits.nodes }: { json: boolean; mostNodes?: number | undefined },
): SourceNode[] | undefined {
  if (other.test(text)) return undefined
  try {
    return new Reader(text, json, mostNodes).documents()
  } catch (error) {
    if (error === notPlain) return undefined
    throw error
  }
}

/** Made once, for files that are not plain are no error. */
const notPlain = new Error('not plain')

// Each by itself, so that a bundler writes the numbers in their place.
const newLine = 10
const carriage = 13
const space = 32
const doubleQuote = 34
const hash = 35
const singleQuote = 39
const comma = 44
const dash = 45
const dot = 46
const colon = 58
const question = 63
const openList = 91
const backslash = 92
const closeList = 93
const openMap = 123
const closeMap = 125

/** Of characters that a plain scalar does not begin with, and of those that one which may be no text begins with. */
const indicator = 1
const typed = 2
const kinds = new Uint8Array(128)
for (const char of '#&*!|>%@`,[]{}') kinds[char.charCodeAt(0)] = indicator
for (const char of '~nNtTfF.+-0123456789') kinds[char.charCodeAt(0)] = typed

/** What `charCodeAt` says beyond the end of a text is no number. */
const isGap = (code: number): boolean => code === space || isLineEnd(code)

const isLineEnd = (code: number): boolean => code === newLine || code === carriage || Number.isNaN(code)

const isFlowIndicator = (code: number): boolean =>
  code === comma || code === openList || code === closeList || code === openMap || code === closeMap

class Reader {
  readonly text: string
  readonly json: boolean
  readonly mostNodes: number
  at = 0
  /** Column of the content that `seek` has found; -1 at the end of a document. */
  indent = -1
  isAtMarker = false
  nodes = 0
  /** What `scalar` has read, quotes included. */
  start = 0
  isQuoted = false

  constructor(text: string, json: boolean, mostNodes: number) {
    this.text = text
    this.json = json
    this.mostNodes = mostNodes
  }

  documents(): SourceNode[] {
    const documents: SourceNode[] = []
    this.seek(true)
    do {
      if (this.isAtMarker) {
        this.at += 3
        this.seek()
      }
      if (this.indent !== 0) throw notPlain
      documents.push(this.block(0, 1))
      this.requireEnd()
    } while (this.isAtMarker)
    return documents
  }

  requireEnd(): void {
    if (this.indent !== -1) throw notPlain
  }

  /** Past the rest of a line, which holds a comment at most, to the next content. */
  seek(isAtStart = false): void {
    const { text } = this
    let at = this.at
    let lineStart = isAtStart ? 0 : -1
    this.isAtMarker = false
    for (;;) {
      at = this.pastComment(at, lineStart)
      if (text.charCodeAt(at) !== newLine) {
        const isEnd = at === text.length
        if (!isEnd && lineStart === -1) throw notPlain
        this.at = at
        this.indent = isEnd || this.isMarker(at, lineStart) ? -1 : at - lineStart
        return
      }
      lineStart = ++at
    }
  }

  /** Past blanks and a comment: at the end of the line, or at content. */
  pastComment(from: number, lineStart: number): number {
    const { text } = this
    let at = from
    while (text.charCodeAt(at) === space) at++
    if (text.charCodeAt(at) === hash && (at > from || at === lineStart)) {
      at = text.indexOf('\n', at)
      if (at === -1) return text.length
    }
    return text.charCodeAt(at) === carriage ? at + 1 : at
  }

  isMarker(at: number, lineStart: number): boolean {
    if (at !== lineStart) return false
    if (this.text.startsWith('...', at)) throw notPlain
    this.isAtMarker = this.text.startsWith('---', at) && isGap(this.text.charCodeAt(at + 3))
    return this.isAtMarker
  }

  /** A node on a line of its own; the lines of a flow collection are indented by `least`. */
  block(least: number, depth: number): SourceNode {
    const code = this.text.charCodeAt(this.at)
    if (this.isDash()) return this.list(this.indent, depth)
    if (code === openList || code === openMap) return this.alone(this.flow(least, depth))
    this.scalar(false)
    return this.map(this.indent, depth)
  }

  isDash(): boolean {
    return this.text.charCodeAt(this.at) === dash && isGap(this.text.charCodeAt(this.at + 1))
  }

  /** A node after which its line ends. */
  alone<Node extends SourceNode>(node: Node): Node {
    this.seek()
    return node
  }

  /** A map whose first key has been read. */
  map(column: number, depth: number): MapNode {
    if (depth > limits.depth) throw notPlain
    this.count()
    const entries: MapEntry[] = []
    const node: MapNode = { kind: 'map', flow: false, start: this.start, end: this.start, entries }
    for (;;) {
      const entry = this.key(entries)
      if (!isGap(this.text.charCodeAt(this.at))) throw notPlain
      entry.value = this.value(column, depth + 1)
      node.end = entry.value.end
      entries.push(entry)
      if (this.indent < column) return node
      if (this.indent > column) throw notPlain
      this.scalar(false)
    }
  }

  /** The scalar that has been read, as a key; then the colon. */
  key(before: readonly MapEntry[]): MapEntry {
    this.count()
    const { start, at: end, isQuoted } = this
    const key = nameOf(this.content())
    if (key === '__proto__' || (key === '<<' && !isQuoted) || isAmong(before, key)) throw notPlain
    while (this.text.charCodeAt(this.at) === space) this.at++
    if (this.text.charCodeAt(this.at++) !== colon) throw notPlain
    return { key, keyStart: start, keyEnd: end, value: nothing }
  }

  value(column: number, depth: number): SourceNode {
    const after = this.at
    if (!this.isLast()) return this.inline(column + 1, depth)
    this.at = after
    this.seek()
    if (this.indent > column) return this.block(column + 1, depth)
    if (this.indent === column && this.isDash()) return this.list(column, depth)
    return this.empty(after, after)
  }

  /** Whether nothing but a comment follows on the line; else goes to what does. */
  isLast(): boolean {
    let code = this.text.charCodeAt(this.at)
    while (code === space) code = this.text.charCodeAt(++this.at)
    return code === hash || isLineEnd(code)
  }

  inline(least: number, depth: number): SourceNode {
    const code = this.text.charCodeAt(this.at)
    if (code === openList || code === openMap) return this.alone(this.flow(least, depth))
    this.scalar(false)
    return this.alone(this.scalarNode())
  }

  list(column: number, depth: number): ListNode {
    if (depth > limits.depth) throw notPlain
    this.count()
    const items: SourceNode[] = []
    const node: ListNode = { kind: 'list', flow: false, start: this.at, end: this.at, items }
    do {
      const item = this.item(column, depth + 1)
      node.end = item.end
      items.push(item)
    } while (this.indent === column && this.isDash())
    return node
  }

  item(column: number, depth: number): SourceNode {
    const start = this.at++
    if (this.isLast()) {
      this.at = start + 1
      this.seek()
      return this.indent > column ? this.block(column + 1, depth) : this.empty(start, start + 1)
    }
    const inner = column + this.at - start
    if (this.isDash()) return this.list(inner, depth)
    const code = this.text.charCodeAt(this.at)
    if (code === openList || code === openMap) return this.alone(this.flow(column + 1, depth))
    this.scalar(false)
    return this.isKey() ? this.map(inner, depth) : this.alone(this.scalarNode())
  }

  isKey(): boolean {
    let at = this.at
    while (this.text.charCodeAt(at) === space) at++
    return this.text.charCodeAt(at) === colon
  }

  flow(least: number, depth: number): MapNode | ListNode {
    if (depth > limits.depth) throw notPlain
    this.count()
    const start = this.at++
    if (this.text.charCodeAt(start) === openList) {
      const items: SourceNode[] = []
      while (this.more(closeList, items.length === 0, least)) items.push(this.flowValue(least, depth + 1))
      return { kind: 'list', flow: true, start, end: this.at, items }
    }
    const entries: MapEntry[] = []
    while (this.more(closeMap, entries.length === 0, least)) {
      this.scalar(true)
      const entry = this.key(entries)
      this.skip(least)
      entry.value = this.flowValue(least, depth + 1)
      entries.push(entry)
    }
    return { kind: 'map', flow: true, start, end: this.at, entries }
  }

  /** Goes to the next of a flow collection, or past its end. */
  more(close: number, isFirst: boolean, least: number): boolean {
    this.skip(least)
    let code = this.text.charCodeAt(this.at)
    if (!isFirst && code === comma) {
      this.at++
      this.skip(least)
      code = this.text.charCodeAt(this.at)
    } else if (!isFirst && code !== close) throw notPlain
    if (code !== close) return true
    this.at++
    return false
  }

  flowValue(least: number, depth: number): SourceNode {
    const code = this.text.charCodeAt(this.at)
    if (code === openList || code === openMap) return this.flow(least, depth)
    this.scalar(true)
    return this.scalarNode()
  }

  /** To the next content inside of a flow collection. */
  skip(least: number): void {
    const { text } = this
    let at = this.at
    let lineStart = -1
    for (;;) {
      at = this.pastComment(at, lineStart)
      const code = text.charCodeAt(at)
      if (code !== newLine) {
        if (lineStart !== -1 && at - lineStart < least) throw notPlain
        // It may be the end of a document.
        if (at === lineStart && (code === dash || code === dot)) throw notPlain
        this.at = at
        return
      }
      lineStart = ++at
    }
  }

  /** Reads a scalar that begins and ends on this line. */
  scalar(inFlow: boolean): void {
    const { text } = this
    this.start = this.at
    const first = text.charCodeAt(this.at)
    this.isQuoted = first === doubleQuote || first === singleQuote
    if (this.isQuoted) this.quoted(first)
    else this.plain(first, inFlow)
  }

  quoted(quote: number): void {
    const { text } = this
    let at = this.at + 1
    let code = text.charCodeAt(at)
    while (code !== quote) {
      if (isLineEnd(code)) throw notPlain
      if (code === backslash && quote === doubleQuote) throw notPlain
      code = text.charCodeAt(++at)
    }
    this.at = at + 1
  }

  plain(first: number, inFlow: boolean): void {
    const { text } = this
    let at = this.at
    if (isGap(first) || kinds[first] === indicator) throw notPlain
    const second = text.charCodeAt(at + 1)
    if ((first === dash || first === question) && (isGap(second) || (inFlow && isFlowIndicator(second)))) throw notPlain
    let end = at
    let code = first
    while (!isLineEnd(code)) {
      if (code === colon) {
        const next = text.charCodeAt(at + 1)
        if (isGap(next) || (inFlow && isFlowIndicator(next))) break
      } else if (code === hash) {
        if (text.charCodeAt(at - 1) === space) break
      } else if (inFlow && isFlowIndicator(code)) break
      at++
      if (code !== space) end = at
      code = text.charCodeAt(at)
    }
    if (end === this.at) throw notPlain
    this.at = end
  }

  content(): string {
    return this.isQuoted ? this.text.slice(this.start + 1, this.at - 1) : this.text.slice(this.start, this.at)
  }

  scalarNode(): ScalarNode {
    this.count()
    const text = this.content()
    const isText = this.isQuoted || kinds[this.text.charCodeAt(this.start)] !== typed
    const value = isText ? text : this.json ? JSON.parse(text) : resolvePlain(text)
    return { kind: 'scalar', start: this.start, end: this.at, value }
  }

  empty(start: number, end: number): ScalarNode {
    this.count()
    return { kind: 'scalar', start, end, value: null }
  }

  count(): void {
    if (++this.nodes > this.mostNodes) throw notPlain
  }
}

/** The names that keys have, each as one and the same string: what it is looked up by next needs no look at its letters. */
const names = new Map<string, string>()

function nameOf(key: string): string {
  const known = names.get(key)
  if (known !== undefined) return known
  // A slice would keep the text that it is of.
  const [name = key] = Object.keys({ [key]: 0 })
  if (names.size < 1_000) names.set(name, name)
  return name
}

/** Of a map with very many keys the composer finds the one that is there twice in better time. */
const mostKeys = 64

function isAmong(entries: readonly MapEntry[], key: string): boolean {
  if (entries.length > mostKeys) throw notPlain
  for (const each of entries) if (each.key === key) return true
  return false
}

/** In the place of a value that is not read yet. */
const nothing: ScalarNode = { kind: 'scalar', start: 0, end: 0, value: null }
