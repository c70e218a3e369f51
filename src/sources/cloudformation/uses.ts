import type { SourceNode } from '../../document/node.ts'
import { referencesIn } from './references.ts'
import { type Template, textOf } from './template.ts'

/** How many places of a template read something that is written elsewhere in it. */
interface Uses {
  ofName(name: string): number
  /** Look-ups that may read an entry of a mapping, whatever the first key. */
  ofEntry(mapping: string, second: string): number
}

const known = new WeakMap<Template, Uses>()

export function usesIn(template: Template): Uses {
  const uses = known.get(template) ?? countUses(template)
  known.set(template, uses)
  return uses
}

function countUses({ conditions, resources, outputs, text }: Template): Uses {
  const names = new Map<string, number>()
  const lookUps: [mapping: string | undefined, second: string | undefined][] = []
  for (const { value } of [conditions, resources, outputs].flatMap((section) => [...section.values()])) {
    for (const [name] of referencesIn(value, text)) names.set(name, (names.get(name) ?? 0) + 1)
    for (const argument of lookUpsIn(value)) {
      const [mapping, , second] = argument.kind === 'list' ? argument.items : []
      lookUps.push([textOf(mapping, text), textOf(second, text)])
    }
  }
  return {
    ofName: (name) => names.get(name) ?? 0,
    ofEntry: (mapping, second) =>
      lookUps.filter(([from, key]) => (from ?? mapping) === mapping && (key ?? second) === second).length,
  }
}

function lookUpsIn(node: SourceNode): SourceNode[] {
  if (node.kind === 'scalar') return []
  if (node.kind === 'list') return node.items.flatMap(lookUpsIn)
  return node.entries.flatMap(({ key, value }) => [...(key === 'Fn::FindInMap' ? [value] : []), ...lookUpsIn(value)])
}
