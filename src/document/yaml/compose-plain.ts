import type { ListNode, MapEntry, MapNode, ScalarNode, SourceNode } from '../node.ts'
import { isAmong, notPlain, PlainChars } from './plain-chars.ts'
import { endOfText, type Line, lineOf, requirePlain, shifted } from './plain-line.ts'
import { limits } from './problem.ts'

/**
 * The documents of a file that is written as nearly all are: block maps and lists, scalars on one line, flow collections,
 * comments. Undefined for every other text, a broken one too: what that means is for `compose` to say. For a text that it
 * takes it makes the nodes that `compose` makes, in a tenth of the time; a fuzz test holds the two against each other.
 */
export function composePlain(
  text: string,
  { json, mostNodes = limits.nodes }: { json: boolean; mostNodes?: number | undefined },
): SourceNode[] | undefined {
  try {
    return new Blocks(text, json, mostNodes).documents()
  } catch (error) {
    if (error === notPlain) return undefined
    throw error
  }
}

class Blocks {
  readonly text: string
  readonly json: boolean
  readonly mostNodes: number
  /** The line at hand, where it begins, and where the next one does. */
  line: Line = endOfText
  base = 0
  after = 0
  nodes = 0

  constructor(text: string, json: boolean, mostNodes: number) {
    this.text = text
    this.json = json
    this.mostNodes = mostNodes
  }

  documents(): SourceNode[] {
    const documents: SourceNode[] = []
    // A text after a tab would be taken for several, and one of them for a broken number.
    if (this.json) requirePlain(this.text)
    this.next()
    do {
      if (this.line.isMarker) this.next()
      if (this.line.indent !== 0) throw notPlain
      documents.push(this.block(0, 1))
      this.requireEnd()
    } while (this.line.isMarker)
    return documents
  }

  requireEnd(): void {
    if (this.line.indent !== -1) throw notPlain
  }

  /** Goes to the next line that has content. */
  next(): void {
    const { text } = this
    do {
      if (this.after === text.length) {
        this.line = endOfText
        return
      }
      this.base = this.after
      const end = text.indexOf('\n', this.base)
      this.after = end === -1 ? text.length : end + 1
      this.line = lineOf(text.slice(this.base, end === -1 ? text.length : end))
    } while (this.line.isBlank)
  }

  /** A node that begins on the line at hand; the lines of a flow collection are indented by `least`. */
  block(least: number, depth: number): SourceNode {
    const { line } = this
    if (line.isItem) return this.list(line.indent, depth)
    if (line.name !== undefined) return this.map(line.indent, depth)
    if (!line.isFlow) throw notPlain
    return this.flow(least, depth)
  }

  /** A map whose first key is on the line at hand, which may be that of an item. */
  map(column: number, depth: number): MapNode {
    if (depth > limits.depth) throw notPlain
    this.count(1)
    const entries: MapEntry[] = []
    const start = this.base + this.line.keyStart
    let seen = 0
    let end = start
    do {
      const { line, base } = this
      const { name } = line
      if (name === undefined) throw notPlain
      if ((seen & name.bit) !== 0 && isAmong(entries, name.key)) throw notPlain
      seen |= name.bit
      const value = this.value(column, depth + 1)
      end = value.end
      entries.push({ key: name.key, keyStart: base + line.keyStart, keyEnd: base + line.keyEnd, value })
    } while (this.line.indent === column && !this.line.isItem)
    if (this.line.indent >= column) throw notPlain
    return { kind: 'map', flow: false, start, end, entries }
  }

  /** Of the key on the line at hand. */
  value(column: number, depth: number): SourceNode {
    const { line, base } = this
    if (line.isFlow) return this.flow(column + 1, depth)
    this.count(line.nodes)
    this.next()
    if (line.value !== undefined) return shifted(line.value, base)
    if (this.line.indent > column) return this.block(column + 1, depth)
    if (this.line.indent === column && this.line.isItem) return this.list(column, depth)
    return this.nothing(base + line.start, base + line.start)
  }

  list(column: number, depth: number): ListNode {
    if (depth > limits.depth) throw notPlain
    this.count(1)
    const items: SourceNode[] = []
    const start = this.base + column
    let end = start
    do {
      const item = this.item(column, depth + 1)
      end = item.end
      items.push(item)
    } while (this.line.indent === column && this.line.isItem)
    return { kind: 'list', flow: false, start, end, items }
  }

  item(column: number, depth: number): SourceNode {
    const { line, base } = this
    if (line.name !== undefined) return this.map(line.keyStart, depth)
    if (line.isFlow) return this.flow(column + 1, depth)
    this.count(line.nodes)
    this.next()
    if (line.value !== undefined) return shifted(line.value, base)
    if (this.line.indent > column) return this.block(column + 1, depth)
    return this.nothing(base + column, base + column + 1)
  }

  /** The flow collection of the line at hand, which may end in one below. */
  flow(least: number, depth: number): SourceNode {
    const { line, base } = this
    if (line.value !== undefined && !this.json) {
      if (depth + line.depth > limits.depth) throw notPlain
      this.count(line.nodes)
      this.next()
      return shifted(line.value, base)
    }
    const chars = new PlainChars(this.text, this.json)
    chars.at = base + line.start
    const node = chars.flow(least, depth)
    chars.endLine()
    this.count(chars.nodes + (line.name === undefined ? 0 : 1))
    if (!this.json) requirePlain(this.text.slice(base, chars.at))
    this.after = chars.at
    this.next()
    return node
  }

  nothing(start: number, end: number): ScalarNode {
    this.count(1)
    return { kind: 'scalar', start, end, value: null }
  }

  count(nodes: number): void {
    this.nodes += nodes
    if (this.nodes > this.mostNodes) throw notPlain
  }
}
