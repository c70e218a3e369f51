import { isObject, type Json, type JsonObject } from '../../../model/json.ts'
import type { Attribute, Block, Body, Expression, HclFile } from '../../hcl/syntax.ts'
import { type IsBlock, splitBody } from './write-hcl.ts'

/** What is to change in a body: arguments and blocks that come, arguments that go. */
export interface BodyChange {
  added: JsonObject
  removed: ReadonlySet<string>
}

/** What is to be made of the parts of a file. */
export interface Wanted {
  bodies: ReadonlyMap<Body, BodyChange>
  /** Values that take the place of others. */
  values: ReadonlyMap<Expression, Json>
  /** Of objects: keys that come and go. */
  objects: ReadonlyMap<Expression, BodyChange>
  isBlock: IsBlock
}

type Plain = null | string | number | boolean | undefined | readonly Plain[] | { readonly [key: string]: Plain }

/** What a file says, without places and comments, so that two can be compared; with what is wanted in its place. */
export function bareFile({ body, problems }: HclFile, wanted?: Wanted): Plain {
  return { body: bareBody(body, wanted), problems: problems.length }
}

function bareBody(body: Body, wanted: Wanted | undefined): Plain {
  const change = wanted?.bodies.get(body)
  const kept = body.attributes.filter(({ name }) => !change?.removed.has(name))
  const attributes = kept.map(({ name, value }: Attribute): [string, Plain] => [name, bare(value, wanted)])
  const blocks = body.blocks.map((block) => bareBlock(block, wanted))
  const added = change && wanted ? madeBody(change.added, wanted.isBlock) : { attributes: [], blocks: [] }
  return inOrder({ attributes: [...attributes, ...added.attributes], blocks: [...blocks, ...added.blocks] })
}

function bareBlock({ type, labels, body, isBroken }: Block, wanted: Wanted | undefined): Plain {
  return { type, labels, isBroken, body: bareBody(body, wanted) }
}

interface Members {
  attributes: [string, Plain][]
  blocks: Plain[]
}

/** Where an argument stands among others means nothing. */
function inOrder({ attributes, blocks }: Members): Plain {
  return { attributes: attributes.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)), blocks }
}

function madeBody(body: JsonObject, isBlock: IsBlock): Members {
  const { own, blocks } = splitBody(body, isBlock)
  return {
    attributes: own.map(([name, value]) => [name, made(value)]),
    blocks: blocks.map(([type, inner]) => {
      return { type, labels: [], isBroken: false, body: inOrder(madeBody(inner, isBlock)) }
    }),
  }
}

function made(value: Json): Plain {
  if (Array.isArray(value)) return { kind: 'tuple', items: value.map(made) }
  if (!isObject(value)) return { kind: 'literal', value: value as Plain }
  return { kind: 'object', items: Object.entries(value).map(([key, item]) => ({ key: made(key), value: made(item) })) }
}

function bare(part: unknown, wanted: Wanted | undefined): Plain {
  if (Array.isArray(part)) return part.map((each) => bare(each, wanted))
  if (typeof part !== 'object' || part === null) return part as Plain
  const value = wanted?.values.get(part as Expression)
  if (value !== undefined) return made(value)
  const plain = Object.fromEntries(
    Object.entries(part)
      .filter(([key]) => key !== 'span')
      .map(([key, each]) => [key, bare(each, wanted)]),
  )
  const change = wanted?.objects.get(part as Expression)
  if (!change) return plain
  const items = (part as Extract<Expression, { kind: 'object' }>).items.filter(
    ({ key }) => !(key.kind === 'literal' && change.removed.has(String(key.value))),
  )
  const added = made(change.added) as { items: readonly Plain[] }
  return { kind: 'object', items: [...items.map((item) => bare(item, wanted)), ...added.items] }
}
