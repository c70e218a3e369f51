import type { SourceNode } from '../../document/node.ts'
import { textOf } from './template.ts'

/** Names and attributes that `Ref`, `GetAtt` and `Sub` in a value mention, and which function it is. */
export function referencesIn(node: SourceNode, text: string): [name: string, attribute: string, of: SourceNode][] {
  if (node.kind === 'scalar') return []
  if (node.kind === 'list') return node.items.flatMap((item) => referencesIn(item, text))
  return node.entries.flatMap(({ key, value }): [string, string, SourceNode][] => {
    if (key === 'Ref') return [[textOf(value, text) ?? '', '', node]]
    if (key === 'Fn::GetAtt') {
      const parts = value.kind === 'list' ? value.items.map((item) => textOf(item, text) ?? '') : undefined
      return [[...split(parts ? parts.join('.') : (textOf(value, text) ?? '')), node]]
    }
    if (key !== 'Fn::Sub') return referencesIn(value, text)
    const pattern = textOf(value.kind === 'list' ? value.items[0] : value, text) ?? ''
    const inPattern = Array.from(
      pattern.matchAll(/\$\{(?!!)([^}]+)\}/g),
      ([, name = '']): [string, string, SourceNode] => [...split(name.trim()), node],
    )
    return [...inPattern, ...referencesIn(value, text)]
  })
}

function split(reference: string): [string, string] {
  const dot = reference.indexOf('.')
  return dot === -1 ? [reference, ''] : [reference.slice(0, dot), reference.slice(dot + 1)]
}
