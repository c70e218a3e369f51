import { loadHcl } from '../document/hcl/load-hcl.ts'
import type { Block } from '../document/hcl/syntax.ts'
import type { SourceNode } from '../document/node.ts'
import { parse } from '../document/yaml/parse.ts'
import { apiNaming, type Naming, pascalNaming, snakeNaming } from '../resource/names.ts'
import { resourceType } from '../resource/resource-type.ts'
import { childOf, syntaxOf } from '../sources/cloudformation/template.ts'

/** A field in a text: its name, or a value of it. */
export interface FieldPlace {
  /** The language's names. */
  path: (string | number)[]
  naming: Naming
  start: number
  end: number
}

/** The field that stands at an offset, in a spec, a template or a module. */
export async function fieldPlace(path: string, text: string, offset: number): Promise<FieldPlace | undefined> {
  if (/\.(?:tf|tofu)$/i.test(path)) return inModule(path, text, offset)
  const { documents } = parse(text, syntaxOf(path, text))
  for (const document of documents) {
    const found = nameAt(document, offset, [])
    if (found) return inDocument(found, document)
  }
  return undefined
}

type Named = Omit<FieldPlace, 'naming'>

/** The key or value at an offset, with the keys that lead to it. */
function nameAt(node: SourceNode, offset: number, path: (string | number)[]): Named | undefined {
  if (offset < node.start || offset > node.end || node.kind === 'scalar') return undefined
  if (node.kind === 'list') {
    for (const [at, item] of node.items.entries()) {
      const found = nameAt(item, offset, [...path, at])
      if (found) return found
    }
    return undefined
  }
  for (const { key, keyStart, keyEnd, value } of node.entries) {
    const inner = [...path, key]
    if (offset >= keyStart && offset <= keyEnd) return { path: inner, start: keyStart, end: keyEnd }
    if (value.kind === 'scalar' && offset >= value.start && offset <= value.end && value.start < value.end)
      return { path: inner, start: value.start, end: value.end }
    const found = nameAt(value, offset, inner)
    if (found) return found
  }
  return undefined
}

function inDocument(named: Named, document: SourceNode): FieldPlace | undefined {
  const [first, id, section, ...own] = named.path
  if (first !== 'Resources') return { ...named, path: withoutEnvelope(named.path), naming: apiNaming }
  const type = childOf(document, 'Resources', String(id), 'Type')
  if (type?.kind !== 'scalar' || type.value !== resourceType.cloudFormation) return undefined
  if (section === 'Properties') return { ...named, path: own, naming: pascalNaming }
  const [name, ...guard] = own
  const isOurs = section === 'Metadata' && name === 'imagebuilder-guard'
  return isOurs ? { ...named, path: ['x-guard', ...guard], naming: apiNaming } : undefined
}

/** A path in a spec: specs and defaults of an envelope are what a file is that holds one. */
export function withoutEnvelope(path: readonly (string | number)[]): (string | number)[] {
  const own = path.filter((key, at) => typeof key !== 'number' || at > 1)
  return own.length > 1 && (own[0] === 'specs' || own[0] === 'defaults') ? own.slice(1) : own
}

async function inModule(path: string, text: string, offset: number): Promise<FieldPlace | undefined> {
  const { body } = (await loadHcl()).parse(path, text)
  const resource = body.blocks.find(
    ({ type, labels, span }) =>
      type === 'resource' && labels[0] === resourceType.terraform && offset >= span.start && offset <= span.end,
  )
  const found = resource && inBlock(resource, offset, [])
  return found && { ...found, naming: snakeNaming }
}

function inBlock({ body }: Block, offset: number, path: string[]): Named | undefined {
  for (const { name, span } of body.attributes) {
    if (offset >= span.start && offset <= span.end) return { path: [...path, name], start: span.start, end: span.end }
  }
  const block = body.blocks.find(({ span }) => offset >= span.start && offset <= span.end)
  if (!block) return undefined
  const inner = [...path, block.type]
  const end = block.span.start + block.type.length
  return offset <= end ? { path: inner, start: block.span.start, end } : inBlock(block, offset, inner)
}
