import { type Attribute, type Block, unwrapped } from '../../document/hcl/syntax.ts'

/** What kind of block it is or makes. */
export const blockName = ({ type, labels }: Block): string => (type === 'dynamic' ? (labels[0] ?? '') : type)

export function argument({ attributes }: Block['body'], name: string): Attribute | undefined {
  return attributes.find((each) => each.name === name)
}

/** What a dynamic block calls its items: a name; in the JSON syntax a text. */
export function iteratorOf({ body, labels }: Block): string {
  const written = argument(body, 'iterator')?.value
  const iterator = written && unwrapped(written)
  if (iterator?.kind === 'name') return iterator.name
  return iterator?.kind === 'literal' ? String(iterator.value) : (labels[0] ?? '')
}
