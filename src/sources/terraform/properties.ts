import { type Block, type Body, bodiesOf, type HclSpan } from '../../document/hcl/syntax.ts'
import { append } from '../../model/append.ts'
import { configurationShape, type FieldShape } from '../../resource/field-shape.ts'
import { snakeNaming } from '../../resource/names.ts'
import { type Entry, type MapValue, partOf, type Value } from '../resource/value.ts'
import { argument, blockName, iteratorOf } from './block.ts'
import { evaluate } from './evaluate.ts'
import { ofTerraform } from './language.ts'
import type { Mistake } from './repetition.ts'
import { type Scope, withNames } from './scope.ts'
import { pairsOf, unknown } from './values.ts'

type Fields = Extract<FieldShape, { type: 'fields' }>

export interface Properties {
  properties: MapValue
  /** What stands in a form that Terraform does not take. */
  mistakes: Mistake[]
}

/** What a resource's block says, with the arguments of Terraform itself left out. */
export function propertiesOf(block: Block, scope: Scope): Properties {
  const mistakes: Properties['mistakes'] = []
  return { properties: read(block.body, configurationShape(), scope, mistakes, true), mistakes }
}

function read(body: Body, shape: Fields, scope: Scope, mistakes: Properties['mistakes'], isTop: boolean): MapValue {
  const fields = new Map(Object.entries(shape.fields).map(([name, field]) => [snakeNaming.ownName(name), field]))
  const entries: Entry[] = []
  const jsonBlocks: (Contents & { name: string })[] = []
  for (const { name, nameSpan, value, isJson } of body.attributes) {
    if (isTop && ofTerraform.has(name)) continue
    const field = fields.get(name)
    const bodies = isJson && field?.type === 'fields' ? bodiesOf(value) : undefined
    if (bodies) {
      append(
        jsonBlocks,
        bodies.map((each) => ({ name, head: nameSpan, span: value.span, body: each, scope })),
      )
      continue
    }
    if (field?.type === 'fields' && value.kind !== 'opaque') {
      mistakes.push({ message: `${name} is a block; write it without "=".`, span: nameSpan })
    }
    entries.push({ key: name, keySpan: nameSpan, value: evaluate(value, scope), written: value.span })
  }
  const made = [
    ...jsonBlocks,
    ...body.blocks.flatMap((block) => contents(block, scope).map((each) => ({ ...each, name: blockName(block) }))),
  ]
  for (const [name, all] of Map.groupBy(made, (each) => each.name)) {
    if (isTop && ofTerraform.has(name)) continue
    const field = fields.get(name)
    const [first, second] = all
    if (second && field)
      mistakes.push({ message: `There is more than one ${name}; one is allowed.`, span: second.head })
    if (!first) continue
    const value: Value =
      'unknown' in first
        ? first.unknown
        : read(
            first.body,
            field?.type === 'fields' ? field : { type: 'fields', fields: {} },
            first.scope,
            field ? mistakes : [],
            false,
          )
    entries.push({
      key: name,
      keySpan: first.head,
      value: value.kind === 'map' ? { ...value, span: first.span } : value,
    })
  }
  return { kind: 'map', entries, span: body.span }
}

type Contents = { head: HclSpan; span: HclSpan } & ({ body: Body; scope: Scope } | { unknown: Value })

/** The blocks that one block stands for: itself, or what a dynamic one makes. */
function contents(block: Block, scope: Scope): Contents[] {
  const head = typeSpan(block)
  if (block.type !== 'dynamic') return [{ head, span: block.span, body: block.body, scope }]
  const forEach = argument(block.body, 'for_each')
  const content = block.body.blocks.find(({ type }) => type === 'content')
  const of = forEach && evaluate(forEach.value, scope)
  const name = iteratorOf(block)
  if (!of || !content) return []
  const items = of.kind === 'absent' ? [] : pairsOf(of)?.map(([key, item]) => [key, partOf(of, item)] as const)
  if (!items) {
    const refersTo = of.kind === 'unknown' ? of.refersTo : `dynamic "${name}"`
    return [{ head, span: block.span, unknown: unknown(refersTo, block.span, true) }]
  }
  // More than two are one too many already.
  return items.slice(0, 2).map(([key, value]) => ({
    head,
    span: block.span,
    body: content.body,
    scope: withNames(scope, [
      [
        name,
        {
          kind: 'map',
          entries: [
            { key: 'key', keySpan: key.span, value: key },
            { key: 'value', keySpan: value.span, value },
          ],
          span: { file: '', text: '', start: 0, end: 0 },
        },
      ],
    ]),
  }))
}

/** The word that names the block. */
function typeSpan({ span, type }: Block): HclSpan {
  return { ...span, end: span.start + type.length }
}
