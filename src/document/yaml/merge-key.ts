import type { MapNode, SourceNode } from '../node.ts'

/**
 * Adds to `target` what its merge key (`<<`) brings: keys that it does not state itself, of several sources the first's.
 * Returns what is wrong with the source, if anything is.
 */
export function mergeInto(target: MapNode, source: SourceNode, count: (nodes: number) => void): string | undefined {
  const sources = source.kind === 'list' ? source.items : [source]
  const known = new Set(target.entries.map(({ key }) => key))
  for (const map of sources) {
    if (map.kind !== 'map') return 'The merge key << takes a map or a list of maps.'
    count(map.entries.length)
    for (const entry of map.entries) {
      if (known.has(entry.key)) continue
      known.add(entry.key)
      target.entries.push({ ...entry, value: { ...entry.value, shared: true } })
    }
  }
  return undefined
}
