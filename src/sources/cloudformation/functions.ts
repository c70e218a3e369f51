import type { MapEntry, SourceNode } from '../../document/node.ts'
import { closestName } from '../../text/closest-name.ts'
import { quoted } from '../../text/short.ts'
import type { Value } from '../resource/value.ts'
import type { Evaluation, Way } from './evaluation.ts'
import { intrinsics } from './tags.ts'
import { childOf, entryIn, spanOf, textOf } from './template.ts'
import { readerAt, usesIn } from './uses.ts'

/** The value of an intrinsic function; undefined for what only deployment knows. */
type Intrinsic = (evaluator: Evaluation, node: SourceNode, argument: SourceNode, way: Way) => Value | undefined

export const functions: Readonly<Record<string, Intrinsic>> = {
  Ref(evaluator, node, argument, way) {
    const name = textOf(argument, evaluator.template.text)
    if (name !== undefined) return evaluator.reference(name, node, way)
    return malformed(evaluator, node, 'Ref takes the name of a parameter or resource')
  },
  'Fn::If'(evaluator, node, argument, way) {
    const [condition, yes, no, ...rest] = itemsOf(argument)
    const name = textOf(condition, evaluator.template.text)
    if (!condition || name === undefined || !yes || !no || rest.length > 0)
      return malformed(evaluator, node, 'Fn::If takes the name of a condition and two values')
    const holds = evaluator.conditions.named(name, condition)
    const via = [{ message: `Condition ${name} decides here`, span: spanOf(evaluator.template, node) }, ...way.via]
    const note = ` (where condition ${name} is ${holds})${way.note}`
    return evaluator.value(holds ? yes : no, { ...way, via, note })
  },
  'Fn::FindInMap': findInMap,
  'Fn::Sub'(evaluator, node, argument, way) {
    const [first = argument, names] = argument.kind === 'list' ? argument.items : [argument]
    const pattern = textOf(first, evaluator.template.text)
    if (pattern === undefined || (argument.kind === 'list' && names?.kind !== 'map'))
      return malformed(evaluator, node, 'Fn::Sub takes a text, or a text and a map of its names')
    const parts = Array.from(pattern.matchAll(/\$\{(?!!)([^}]*)\}|([^$]+|\$\{!|\$)/g), ([all, name]): Value => {
      const plain: Value = { kind: 'known', value: all === '${!' ? '${' : all, span: spanOf(evaluator.template, node) }
      if (name === undefined) return plain
      const own = entryIn(names, name.trim())
      if (own) return evaluator.value(own.value)
      // `X.Arn` is an attribute, which only deployment knows.
      if (name.includes('.')) return evaluator.unknown(node, way)
      return evaluator.reference(name.trim(), node, { via: [], note: '', shared: [] })
    })
    return composedOf(evaluator, parts, '', node, way)
  },
  'Fn::Join'(evaluator, node, argument, way) {
    const [delimiter, items] = itemsOf(argument)
    const text = textOf(delimiter, evaluator.template.text)
    if (text === undefined || !items) return malformed(evaluator, node, 'Fn::Join takes a delimiter and a list')
    const list = evaluator.value(items)
    return list.kind === 'list' ? composedOf(evaluator, list.items, text, node, way) : undefined
  },
  'Fn::Select'(evaluator, node, argument, way) {
    const [at, items] = itemsOf(argument)
    if (!at || !items) return malformed(evaluator, node, 'Fn::Select takes an index and a list')
    const index = evaluator.value(at)
    const list = evaluator.value(items, way)
    if (index.kind !== 'known' || list.kind !== 'list') return undefined
    const item = list.items[Number(index.value)]
    if (item) return item
    return malformed(evaluator, node, `Fn::Select takes item ${quoted(String(index.value))} of ${list.items.length}`)
  },
  'Fn::Split'(evaluator, node, argument, way) {
    const [delimiter, source] = itemsOf(argument)
    const separator = textOf(delimiter, evaluator.template.text)
    if (!separator || !source) return malformed(evaluator, node, 'Fn::Split takes a delimiter and a text')
    const text = evaluator.value(source, way)
    if (text.kind !== 'known') return undefined
    const items = String(text.value).split(separator)
    return {
      ...text,
      isComposed: true,
      kind: 'list',
      items: items.map((value): Value => ({ ...text, isComposed: true, value })),
    }
  },
}

const itemsOf = (node: SourceNode): readonly SourceNode[] => (node.kind === 'list' ? node.items : [])

function malformed(evaluator: Evaluation, node: SourceNode, message: string): undefined {
  evaluator.problem(`${message}.`, node)
  return undefined
}

/** Parts of which all are known. */
function composedOf(
  evaluator: Evaluation,
  parts: readonly Value[],
  between: string,
  node: SourceNode,
  way: Way,
): Value | undefined {
  const texts: string[] = []
  const of = new Set<string>()
  for (const part of parts) {
    if (part.kind === 'absent') continue
    if (part.kind !== 'known') return undefined
    texts.push(String(part.value))
    for (const [, name = ''] of (part.note ?? '').matchAll(/default of parameter (\w+)/g)) of.add(name)
  }
  return evaluator.composed({ value: texts.join(between), of: [...of] }, node, way)
}

/** An entry of a mapping; of a key that only deployment knows each, one after the other, and then `DefaultValue`. */
function findInMap(evaluator: Evaluation, node: SourceNode, argument: SourceNode, way: Way): Value | undefined {
  const [map, first, second, options] = itemsOf(argument)
  const fallback = childOf(options, 'DefaultValue')
  if (!map || !first || !second) return malformed(evaluator, node, 'Fn::FindInMap takes a mapping and two keys')
  const name = evaluator.value(map)
  if (name.kind !== 'known') return undefined
  const mapping = evaluator.template.mappings.get(String(name.value))
  if (!mapping) {
    const { mappings, isTransformed } = evaluator.template
    const closest = closestName(String(name.value), [...mappings.keys()])
    const hint = closest === undefined ? '.' : `; did you mean ${JSON.stringify(closest)}?`
    if (!isTransformed) evaluator.problem(`Mapping ${quoted(String(name.value))} is not defined${hint}`, map)
    return undefined
  }
  const notes: string[] = []
  const hasFallback = fallback !== undefined
  const outer = entryBy(evaluator, mapping, first, { notes, hasFallback })
  const inner = outer && entryBy(evaluator, outer, second, { notes, hasFallback })
  const via = [{ message: `Mapping ${mapping.key} is read here`, span: spanOf(evaluator.template, node) }, ...way.via]
  if (!inner) {
    const note = ` (where mapping ${mapping.key} has no such entry)${way.note}`
    return fallback && evaluator.value(fallback, { ...way, via, note })
  }
  const inside = functionIn(inner.value)
  if (inside !== undefined) {
    // They could look up each other without end.
    const { isTransformed } = evaluator.template
    if (!isTransformed)
      evaluator.problem(`Mapping ${quoted(mapping.key)} holds ${inside}; it takes no functions.`, node)
    return undefined
  }
  const note = ` (entry ${[outer?.key, inner.key].join('.')} of mapping ${mapping.key}${notes.join('')})${way.note}`
  const shared = {
    name: `${evaluator.template.file} ${mapping.key}.${inner.key}`,
    readers: usesIn(evaluator.template).ofEntry(mapping.key, inner.key),
    at: readerAt(evaluator.template, node).at,
  }
  return evaluator.value(inner.value, { via, note, shared: [shared, ...way.shared] })
}

function functionIn(node: SourceNode): string | undefined {
  if (node.kind === 'scalar') return undefined
  if (node.kind === 'map' && node.entries.length === 1 && intrinsics.has(node.entries[0]?.key ?? ''))
    return node.entries[0]?.key
  for (const each of node.kind === 'list' ? node.items : node.entries.map(({ value }) => value)) {
    const found = functionIn(each)
    if (found !== undefined) return found
  }
  return undefined
}

function entryBy(
  evaluator: Evaluation,
  { value: map, key: name }: MapEntry,
  key: SourceNode,
  { notes, hasFallback }: { notes: string[]; hasFallback: boolean },
): MapEntry | undefined {
  if (map.kind !== 'map') return undefined
  const known = evaluator.value(key)
  if (known.kind === 'known') {
    const entry = entryIn(map, String(known.value))
    if (entry && known.note) notes.push(`, by${known.note.replace(/^ \(/, ' ').replace(/\)$/, '')}`)
    if (!entry && !known.via && !hasFallback)
      evaluator.problem(`${quoted(String(known.value))} is no key of ${quoted(name)}.`, key)
    return entry
  }
  const reference = textOf(childOf(key, 'Ref'), evaluator.template.text)
  const expression = reference === undefined ? evaluator.nameOfNode(key) : evaluator.nameOf(reference)
  const allowed = reference === undefined ? undefined : evaluator.parameter(reference)?.allowed
  const { assumptions } = evaluator.run
  if (hasFallback) return map.entries.find((entry) => assumptions.equals(expression, entry.key, allowed))
  const chosen = assumptions.oneOf(
    expression,
    map.entries.map((entry) => entry.key),
    allowed,
  )
  return chosen === undefined ? undefined : entryIn(map, chosen)
}
