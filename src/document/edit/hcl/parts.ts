import { append } from '../../../model/append.ts'
import { innerOf } from '../../hcl/references.ts'
import type { Block, Body, Expression, HclFile } from '../../hcl/syntax.ts'

/** What can be edited at a place: the body of a block, or an expression. */
export type Part = { body: Body; block: Block } | { expression: Expression }

/** Everything in a file that a fix can name, by where it stands. */
export function partsOf({ body }: HclFile): Map<string, Part> {
  const parts = new Map<string, Part>()
  const visit = ({ attributes, blocks }: Body): void => {
    for (const { value } of attributes) {
      for (const expression of expressionsIn(value)) parts.set(placeOf(expression.span), { expression })
    }
    for (const block of blocks) {
      visit(block.body)
      // What a dynamic block makes is written in its content.
      const content = block.type === 'dynamic' ? block.body.blocks.find(({ type }) => type === 'content') : block
      if (content) parts.set(placeOf(block.span), { body: content.body, block: content })
      parts.set(placeOf(block.body.span), { body: block.body, block })
    }
  }
  visit(body)
  return parts
}

export const placeOf = ({ start, end }: { start: number; end: number }): string => `${start}:${end}`

/** An expression and all inside of it; inner ones later. */
export function* expressionsIn(expression: Expression): Generator<Expression> {
  const waiting = [expression]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next
    append(waiting, innerOf(next))
  }
}
