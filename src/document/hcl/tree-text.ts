import type { Node } from 'web-tree-sitter'
import type { Expression, HclSpan } from './syntax.ts'

/** Where the nodes of a tree stand in the text that they were read from. */
export class TreeText {
  readonly text: string
  readonly #file: string
  readonly #offset: number
  readonly #fixed: HclSpan | undefined

  /** `offset`: where what was parsed begins in the text. `fixed`: one place for everything, of a string in JSON. */
  constructor(file: string, text: string, offset: number, fixed?: HclSpan) {
    this.#file = file
    this.text = text
    this.#offset = offset
    this.#fixed = fixed
  }

  span({ startIndex, endIndex }: Pick<Node, 'startIndex' | 'endIndex'>): HclSpan {
    return this.spanOf(startIndex, endIndex)
  }

  spanOf(start: number, end: number): HclSpan {
    return this.#fixed ?? { file: this.#file, text: this.text, start: start + this.#offset, end: end + this.#offset }
  }

  slice(start: number, end: number): string {
    return this.text.slice(start + this.#offset, end + this.#offset)
  }

  /** What a node is made of, without the comments that may stand between any two of it. */
  parts(node: Node): Node[] {
    return node.children.filter(({ type }) => type !== 'comment')
  }

  opaque(node: Node): Expression {
    return { kind: 'opaque', span: this.span(node) }
  }
}
