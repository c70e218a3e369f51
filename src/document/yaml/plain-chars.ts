import type { ListNode, MapEntry, MapNode, ScalarNode, SourceNode } from '../node.ts'
import { limits } from './problem.ts'
import { resolvePlain } from './scalar.ts'

/** Of a text that is not written as nearly all are. Made once, for such texts are no error. */
export const notPlain: Error = new Error('not plain')

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

/** A key, as one and the same string wherever it stands: what it is looked up by next needs no look at its letters. */
export interface Name {
  key: string
  /** One of 31, always the same for a key, by which most names can be told apart. */
  bit: number
}

/** Reads scalars that begin and end on a line, and flow collections. */
export class PlainChars {
  readonly text: string
  readonly json: boolean
  at = 0
  /** What `scalar` has read, quotes included. */
  start = 0
  isQuoted = false
  /** How many nodes and keys have been read. */
  nodes = 0
  /** How deep the deepest flow collection was. */
  depth = 0

  constructor(text: string, json: boolean) {
    this.text = text
    this.json = json
  }

  isDash(): boolean {
    return this.text.charCodeAt(this.at) === dash && isGap(this.text.charCodeAt(this.at + 1))
  }

  /** Whether a document begins here, at the start of a line. */
  isMarker(): boolean {
    const { text, at } = this
    return text.startsWith('---', at) && isGap(text.charCodeAt(at + 3))
  }

  isFlow(): boolean {
    const code = this.text.charCodeAt(this.at)
    return code === openList || code === openMap
  }

  isKey(): boolean {
    let at = this.at
    while (this.text.charCodeAt(at) === space) at++
    return this.text.charCodeAt(at) === colon
  }

  /** Past blanks; whether nothing but a comment follows on the line. */
  isLast(): boolean {
    let code = this.text.charCodeAt(this.at)
    while (code === space) code = this.text.charCodeAt(++this.at)
    return code === hash || isLineEnd(code)
  }

  /** Past the rest of the line, which holds a comment at most. */
  endLine(): void {
    this.at = this.pastComment(this.at, -1)
    if (this.at === this.text.length) return
    if (this.text.charCodeAt(this.at++) !== newLine) throw notPlain
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

  /** The scalar that has been read, as a key; then the colon. */
  key(): Name {
    this.nodes++
    const name = nameOf(this.content())
    if (name.key === '__proto__' || (name.key === '<<' && !this.isQuoted)) throw notPlain
    while (this.text.charCodeAt(this.at) === space) this.at++
    if (this.text.charCodeAt(this.at++) !== colon) throw notPlain
    return name
  }

  /** After a key of a block: what follows it is apart from it. */
  requireGap(): void {
    if (!isGap(this.text.charCodeAt(this.at))) throw notPlain
  }

  /** A flow collection, whose lines are indented by `least`. */
  flow(least: number, depth: number): MapNode | ListNode {
    if (depth > limits.depth) throw notPlain
    if (depth > this.depth) this.depth = depth
    this.nodes++
    const start = this.at++
    if (this.text.charCodeAt(start) === openList) {
      const items: SourceNode[] = []
      while (this.more(closeList, items.length === 0, least)) items.push(this.flowValue(least, depth + 1))
      return { kind: 'list', flow: true, start, end: this.at, items }
    }
    const entries: MapEntry[] = []
    while (this.more(closeMap, entries.length === 0, least)) {
      this.scalar(true)
      const { start: keyStart, at: keyEnd } = this
      const { key } = this.key()
      if (isAmong(entries, key)) throw notPlain
      this.skip(least)
      entries.push({ key, keyStart, keyEnd, value: this.flowValue(least, depth + 1) })
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
    if (this.isFlow()) return this.flow(least, depth)
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
    this.nodes++
    const text = this.content()
    const isText = this.isQuoted || kinds[this.text.charCodeAt(this.start)] !== typed
    const value = isText ? text : this.json ? JSON.parse(text) : resolvePlain(text)
    return { kind: 'scalar', start: this.start, end: this.at, value }
  }
}

const names = new Map<string, Name>()
const mostNames = 1_000
const longestName = 100

export function nameOf(text: string): Name {
  const known = names.get(text)
  if (known !== undefined) return known
  // A slice would keep the text that it is of.
  const [key = text] = Object.keys({ [text]: 0 })
  // Where it is not kept, it is made anew each time: its bit must not depend on how many there are by then.
  if (names.size === mostNames || key.length > longestName) return { key, bit: 1 }
  const name = { key, bit: 1 << (names.size % 31) }
  names.set(key, name)
  return name
}

/** Of a map with very many keys the composer finds the one that is there twice in better time. */
const mostKeys = 64

/** Whether a map has the key already. */
export function isAmong(entries: readonly MapEntry[], key: string): boolean {
  if (entries.length > mostKeys) throw notPlain
  for (const each of entries) if (each.key === key) return true
  return false
}
