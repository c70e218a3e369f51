import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml'
import { quoted, short } from '../../text/short.ts'
import type { ListNode, MapEntry, MapNode, ScalarNode, SourceNode } from '../node.ts'
import { mergeInto } from './merge-key.ts'
import { FatalProblem, limits, type Problem } from './problem.ts'
import { listTagName, mapTagName, mergeTagName, resolvePlain, resolveTagged, tagName } from './scalar.ts'
import { findIndicator, findOddBlank, skipBlank, trimEnd } from './scan.ts'

type Properties = Pick<ScalarEvent, 'anchorStart' | 'anchorEnd' | 'tagStart' | 'tagEnd'>

export interface ComposeOptions {
  json: boolean
  /** The keys that short tags stand for, `!Sub x` for `{ Fn::Sub: x }`, in files of tools that have such. */
  shortTags?: ReadonlyMap<string, string>
  /** Beyond so many values a file is not read. @default 100,000 */
  mostNodes?: number
}

export interface Composed {
  /** The top of each document. */
  documents: SourceNode[]
  problems: Problem[]
}

/**
 * Builds the nodes of a file from js-yaml's events, each knowing its place. Duplicate keys, unknown tags and keys that
 * would reach a prototype are problems; the rest of the file is composed all the same.
 * @throws {FatalProblem} when a limit is exceeded or an alias has no target
 */
export function compose(text: string, events: readonly Event[], options: ComposeOptions): Composed {
  return new Composer(text, events, options).run()
}

class Composer {
  readonly text: string
  readonly events: readonly Event[]
  readonly json: boolean
  readonly shortTags: ReadonlyMap<string, string>
  readonly mostNodes: number
  readonly problems: Problem[] = []
  readonly path: (string | number)[] = []
  readonly documents: SourceNode[] = []
  anchors = new Map<string, SourceNode | undefined>()
  /** A document that redefines tag handles has only tags that we do not know. */
  ownHandles = false
  index = 0
  /** End of what was composed last. */
  cursor = 0
  nodes = 0

  constructor(text: string, events: readonly Event[], options: ComposeOptions) {
    this.text = text
    this.events = events
    this.json = options.json
    this.shortTags = options.shortTags ?? new Map()
    this.mostNodes = options.mostNodes ?? limits.nodes
  }

  run(): Composed {
    while (this.index < this.events.length) {
      const event = this.events[this.index++]
      if (event?.type !== EVENT_ID.DOCUMENT) continue
      this.anchors = new Map()
      this.ownHandles = event.directives.some(({ kind }) => kind === 'tag')
      this.documents.push(this.node(1))
    }
    return this
  }

  node(depth: number): SourceNode {
    const event = this.events[this.index++] as Exclude<Event, { type: 1 | 6 }>
    this.count(1, event)
    if (event.type === EVENT_ID.ALIAS) return this.alias(event, depth)
    const name = this.name(event)
    // Known but unfinished until its end is read: an alias inside refers to itself.
    if (name !== undefined) this.anchors.set(name, undefined)
    const plain = event.type === EVENT_ID.SCALAR ? this.scalar(event) : this.collection(event, depth)
    const node = this.tagged(event, plain)
    if (name !== undefined) this.anchors.set(name, node)
    return node
  }

  /** What a short tag makes of a value: a map with the one key, which stands where the tag does. */
  tagged(event: Properties, value: SourceNode): SourceNode {
    const key = this.longKey(event)
    if (key === undefined) return value
    const [start, keyEnd] = [event.tagStart, event.tagEnd]
    const end = Math.max(value.end, keyEnd)
    return { kind: 'map', flow: true, start, end, entries: [{ key, keyStart: start, keyEnd, value }] }
  }

  longKey(event: Properties): string | undefined {
    return this.shortTags.size === 0 || event.tagStart === -1 ? undefined : this.shortTags.get(this.tag(event) ?? '')
  }

  collection(event: MappingEvent | SequenceEvent, depth: number): MapNode | ListNode {
    if (depth > limits.depth) throw this.tooDeep(event.start)
    const isMap = event.type === EVENT_ID.MAPPING
    const tag = this.tag(event)
    const isOurs = tag === '!' || tag === (isMap ? mapTagName : listTagName) || this.longKey(event) !== undefined
    if (tag !== undefined && !isOurs) this.unknownTag(event)
    this.cursor = event.start
    const opener = this.text[event.start]
    const bracketed = event.style === COLLECTION_STYLE.FLOW && (opener === '{' || opener === '[')
    if (bracketed) this.cursor++
    const node = isMap ? this.map(event.start, depth) : this.list(event.start, depth)
    node.flow = event.style === COLLECTION_STYLE.FLOW
    if (bracketed) this.cursor = findIndicator(this.text, this.cursor, isMap ? '}' : ']') + 1
    node.end = this.cursor
    return node
  }

  map(start: number, depth: number): MapNode {
    const node: MapNode = { kind: 'map', flow: false, start, end: start, entries: [] }
    const keys = new Set<string>()
    const merges: MapEntry[] = []
    while (this.more()) {
      const read = this.entry(depth)
      if (read === undefined) continue
      const { merge, ...entry } = read
      if (keys.has(entry.key)) this.problem(`Duplicate key ${quoted(entry.key)}.`, entry, [entry.key])
      else if (merge) merges.push(entry)
      else node.entries.push(entry)
      keys.add(entry.key)
    }
    for (const { keyStart, keyEnd, value } of merges) {
      const error = mergeInto(node, value, (size) => this.count(size, { keyStart }))
      if (error) this.problem(error, { keyStart, keyEnd }, ['<<'])
    }
    return node
  }

  entry(depth: number): (MapEntry & { merge: boolean }) | undefined {
    const event = this.events[this.index]
    if (event?.type !== EVENT_ID.SCALAR) {
      const key = this.node(depth + 1)
      this.problem(
        'A key that is a map, a list or an alias; a key is plain text.',
        { keyStart: key.start, keyEnd: key.end },
        [],
      )
      this.node(depth + 1)
      return undefined
    }
    const node = this.scalarKey(event)
    this.path.push(node.key)
    const value = this.node(depth + 1)
    this.path.pop()
    // It was meant as indentation, and the key as part of the map above.
    const odd = event.style === SCALAR_STYLE.PLAIN ? findOddBlank(node.key.slice(0, 1)) : undefined
    if (odd) {
      this.problem(odd.message, { keyStart: node.keyStart, keyEnd: node.keyStart + 1 }, [node.key])
      return undefined
    }
    if (node.key === '__proto__') {
      this.problem('The key "__proto__" is refused.', node, [node.key])
      return undefined
    }
    return { ...node, value }
  }

  scalarKey(event: ScalarEvent): Omit<MapEntry, 'value'> & { merge: boolean } {
    this.index++
    this.count(1, event)
    const { start, end } = this.place(event)
    const key = getScalarValue(this.text, event)
    const tag = this.tag(event)
    const merge =
      !this.json && key === '<<' && event.style === SCALAR_STYLE.PLAIN && (tag ?? mergeTagName) === mergeTagName
    if (tag !== undefined && !merge && resolveTagged(key, tag) === undefined) this.unknownTag(event)
    const name = this.name(event)
    if (name !== undefined) this.anchors.set(name, { kind: 'scalar', start, end, value: key, shared: true })
    return { key, keyStart: start, keyEnd: end, merge }
  }

  list(start: number, depth: number): ListNode {
    const node: ListNode = { kind: 'list', flow: false, start, end: start, items: [] }
    while (this.more()) {
      this.path.push(node.items.length)
      node.items.push(this.node(depth + 1))
      this.path.pop()
    }
    return node
  }

  scalar(event: ScalarEvent): ScalarNode {
    const text = getScalarValue(this.text, event)
    const tag = this.tag(event)
    const { start, end } = this.place(event)
    let value: ScalarNode['value'] = text
    if (tag !== undefined && this.longKey(event) === undefined) {
      const resolved = resolveTagged(text, tag)
      if (resolved === undefined) this.unknownTag(event)
      else value = resolved
    } else if (tag === undefined && event.style === SCALAR_STYLE.PLAIN) {
      value = this.json ? JSON.parse(text) : resolvePlain(text)
    }
    return { kind: 'scalar', start, end, value }
  }

  /** Where a scalar stands, quotes and a block's header included; of no width when nothing is written. */
  place(event: ScalarEvent): { start: number; end: number } {
    let { valueStart: start, valueEnd: end } = event
    if (start === -1) {
      const next = skipBlank(this.text, this.cursor)
      if (this.text[next] === ':') start = end = next + 1
      else if (this.text[next] === '-' && typeof this.path.at(-1) === 'number') [start, end] = [next, next + 1]
      else start = end = this.cursor
    } else if (event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED) {
      start--
      end++
    } else if (event.style !== SCALAR_STYLE.PLAIN) {
      const after = Math.max(this.cursor, event.anchorEnd, event.tagEnd)
      start = findIndicator(this.text, after, '|>')
      end = trimEnd(this.text, end, start + 1)
    }
    this.cursor = Math.max(this.cursor, end)
    return { start, end }
  }

  alias(event: AliasEvent, depth: number): SourceNode {
    const start = event.anchorStart - 1
    const name = this.text.slice(event.anchorStart, event.anchorEnd)
    const target = this.anchors.get(name)
    if (target === undefined) {
      const message = this.anchors.has(name)
        ? `Alias *${short(name)} refers to itself.`
        : `Alias *${short(name)} has no anchor before it.`
      throw new FatalProblem({ message, start, end: event.anchorEnd })
    }
    const { size, height } = measure(target)
    this.count(size, event)
    if (height > 0 && depth + height - 1 > limits.depth) throw this.tooDeep(start)
    this.cursor = event.anchorEnd
    target.shared = true
    return { ...target, start, end: event.anchorEnd, shared: true }
  }

  more(): boolean {
    if (this.events[this.index]?.type !== EVENT_ID.POP) return true
    this.index++
    return false
  }

  name({ anchorStart, anchorEnd }: Properties): string | undefined {
    return anchorStart === -1 ? undefined : this.text.slice(anchorStart, anchorEnd)
  }

  tag({ tagStart, tagEnd }: Properties): string | undefined {
    if (tagStart === -1) return undefined
    return this.ownHandles ? '' : tagName(this.text.slice(tagStart, tagEnd))
  }

  unknownTag({ tagStart, tagEnd }: Properties): void {
    const tag = this.text.slice(tagStart, tagEnd)
    const whose = this.shortTags.size > 0 ? '' : '; specs are plain YAML without tags of other tools'
    const message = `Tag ${short(tag)} is unknown or does not fit its value${whose}.`
    this.problem(message, { keyStart: tagStart, keyEnd: tagEnd }, [])
  }

  problem(message: string, { keyStart, keyEnd }: Pick<MapEntry, 'keyStart' | 'keyEnd'>, path: string[]): void {
    const document = this.documents.length
    this.problems.push({ message, start: keyStart, end: keyEnd, path: [...this.path, ...path], document })
  }

  count(nodes: number, at: object): void {
    this.nodes += nodes
    if (this.nodes <= this.mostNodes) return
    const offsets = Object.entries(at).flatMap(([key, value]) => (key.endsWith('Start') && value > 0 ? [value] : []))
    const start = Math.min(...offsets, this.text.length)
    throw new FatalProblem({
      message: `More than ${this.mostNodes} values after aliases are expanded.`,
      start,
      end: start + 1,
    })
  }

  tooDeep(start: number): FatalProblem {
    return new FatalProblem({ message: `Nested deeper than ${limits.depth} levels.`, start, end: start + 1 })
  }
}

/** Number of nodes below and including `node`, and how many levels of collections. */
function measure(node: SourceNode): { size: number; height: number } {
  if (node.kind === 'scalar') return { size: 1, height: 0 }
  let size = 1
  let height = 0
  for (const child of node.kind === 'map' ? node.entries.map(({ value }) => value) : node.items) {
    const inner = measure(child)
    size += inner.size
    height = Math.max(height, inner.height)
  }
  return { size, height: height + 1 }
}
