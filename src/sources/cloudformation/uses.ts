import type { SourceNode } from '../../document/node.ts'
import type { Reader } from '../resource/value.ts'
import { referencesIn } from './references.ts'
import { spanOf, type Template, textOf } from './template.ts'

/** How many places of a template read something that is written elsewhere in it. */
interface Uses {
  ofName(name: string): readonly Reader[]
  /** Look-ups that may read an entry of a mapping, whatever the first key. */
  ofEntry(mapping: string, second: string): readonly Reader[]
}

const known = new WeakMap<Template, Uses>()

export function usesIn(template: Template): Uses {
  const uses = known.get(template) ?? countUses(template)
  known.set(template, uses)
  return uses
}

function countUses(template: Template): Uses {
  const { conditions, resources, outputs, text } = template
  const names = new Map<string, Reader[]>()
  const lookUps: { mapping: string | undefined; second: string | undefined; reader: Reader }[] = []
  for (const { value } of [conditions, resources, outputs].flatMap((section) => [...section.values()])) {
    for (const [name, , node] of referencesIn(value, text)) {
      const readers = names.get(name) ?? []
      readers.push(readerAt(template, node))
      names.set(name, readers)
    }
    for (const { argument, node } of lookUpsIn(value)) {
      const [mapping, , second] = argument.kind === 'list' ? argument.items : []
      lookUps.push({ mapping: textOf(mapping, text), second: textOf(second, text), reader: readerAt(template, node) })
    }
  }
  return {
    ofName: (name) => names.get(name) ?? [],
    ofEntry: (mapping, second) =>
      lookUps
        .filter((each) => (each.mapping ?? mapping) === mapping && (each.second ?? second) === second)
        .map(({ reader }) => reader),
  }
}

/** The reader that a function is. */
export function readerAt(template: Template, node: SourceNode): Reader {
  return { at: `${template.file}:${node.start}`, span: spanOf(template, node) }
}

function lookUpsIn(node: SourceNode): { argument: SourceNode; node: SourceNode }[] {
  if (node.kind === 'scalar') return []
  if (node.kind === 'list') return node.items.flatMap(lookUpsIn)
  return node.entries.flatMap(({ key, value }) => [
    ...(key === 'Fn::FindInMap' ? [{ argument: value, node }] : []),
    ...lookUpsIn(value),
  ])
}
