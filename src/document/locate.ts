import type { Range } from '../model/finding.ts'
import type { Path } from '../model/json.ts'
import type { MapEntry, MapNode, SourceNode } from './node.ts'
import { lineEndAfter, rangeOf } from './position.ts'

/** A node of a text, and another that counts where the first says nothing. */
interface Nodes {
  text: string
  own: SourceNode
  defaults?: SourceNode | undefined
}

/** The node at a path; undefined where there is none. */
export function nodeAt(top: SourceNode, path: Path): SourceNode | undefined {
  if (path.length === 0) return top
  const steps = walk(top, path)
  return steps.length > path.length ? steps.at(-1)?.node : undefined
}

interface Step {
  node: SourceNode
  /** Undefined at the top and in a list. */
  entry: MapEntry | undefined
}

/**
 * Where a value stands: in its own node, else in the one of the defaults. For an absent value it is the key
 * of the nearest present parent (or that parent itself when it is a written null, `{}` or `[]`), else the first line
 * of its own node.
 */
export function locate({ own, defaults, text }: Nodes, path: Path): Range {
  const written = walk(own, path)
  const inherited = defaults ? walk(defaults, path) : []
  // What the spec states itself hides the defaults below it, unless both are maps.
  const hidden = written.at(-1)?.node.kind !== 'map'
  const best = inherited.length > written.length && !hidden ? inherited : written
  const found = best.length > path.length
  const { node, entry } = best.at(-1) as Step
  if (found || isEmpty(node)) {
    if (node.start < node.end && (found || entry !== undefined)) return rangeOf(text, node.start, node.end)
  }
  if (entry !== undefined) return rangeOf(text, entry.keyStart, entry.keyEnd)
  if (best.length > 1) return rangeOf(text, node.start, node.end)
  return rangeOf(text, own.start, lineEndAfter(text, own.start))
}

/** The key of a value that is written, else as `locate`. */
export function locateKey(source: Nodes, path: Path): Range {
  const { own, defaults, text } = source
  for (const top of defaults ? [own, defaults] : [own]) {
    const steps = walk(top, path)
    const entry = steps.length > path.length ? steps.at(-1)?.entry : undefined
    if (entry) return rangeOf(text, entry.keyStart, entry.keyEnd)
  }
  return locate(source, path)
}

/** Of maps that are too long to be looked through once for each of their mistakes. */
const indexes = new WeakMap<MapNode, ReadonlyMap<string, MapEntry>>()
const long = 64

function entryOf(map: MapNode, key: string): MapEntry | undefined {
  if (map.entries.length < long) return map.entries.find((candidate) => candidate.key === key)
  const index = indexes.get(map) ?? new Map(map.entries.toReversed().map((entry) => [entry.key, entry]))
  indexes.set(map, index)
  return index.get(key)
}

/** The nodes from the top down to the value, as far as they are there. */
function walk(top: SourceNode, path: Path): Step[] {
  const steps: Step[] = [{ node: top, entry: undefined }]
  for (const key of path) {
    const { node } = steps.at(-1) as Step
    if (node.kind === 'map') {
      const entry = entryOf(node, String(key))
      if (!entry) break
      steps.push({ node: entry.value, entry })
    } else if (node.kind === 'list' && node.items[Number(key)] !== undefined) {
      steps.push({ node: node.items[Number(key)] as SourceNode, entry: undefined })
    } else break
  }
  return steps
}

function isEmpty(node: SourceNode): boolean {
  if (node.kind === 'scalar') return true
  return node.kind === 'map' ? node.entries.length === 0 : node.items.length === 0
}
