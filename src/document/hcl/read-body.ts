import type { Node } from 'web-tree-sitter'
import { append } from '../../model/append.ts'
import { lineEndAfter } from '../position.ts'
import { ExpressionReader } from './read-expression.ts'
import {
  type Attribute,
  type Block,
  type Body,
  type Comment,
  deepest,
  type Expression,
  type HclProblem,
  type HclSpan,
} from './syntax.ts'

/** What is read only when it is asked for. */
export interface Later {
  /** Whether the values in a block are read at once. */
  isNow(block: Pick<Block, 'type' | 'labels'>): boolean
  read(span: HclSpan): Expression
}

/** Turns the parser's tree into blocks, arguments and comments. */
export class Reader extends ExpressionReader {
  /** What the grammar takes and the language does not. */
  readonly problems: HclProblem[] = []
  readonly #later: Later | undefined
  #isNow = true

  constructor(file: string, text: string, offset: number, fixed?: HclSpan, later?: Later) {
    super(file, text, offset, fixed)
    this.#later = later
  }

  /** Of the one argument that a text is. */
  value(root: Node): Expression {
    return this.file(root).body.attributes[0]?.value ?? this.opaque(root)
  }

  file(root: Node): { body: Body; comments: Comment[] } {
    const body = root.children.find(({ type }) => type === 'body')
    const comments = /#|\/[/*]/.test(root.text)
      ? root.descendantsOfType('comment').map((node) => ({ span: this.span(node) }))
      : []
    return { body: body ? this.body(body, 0) : this.#emptyBody(root), comments }
  }

  /** What is wrong in a tree, at its first place. */
  problem(root: Node): HclProblem {
    const node = firstError(root)
    if (node.isMissing) {
      return { message: `Broken syntax: ${wordFor(node.type)} is missing here.`, span: this.span(node) }
    }
    const end = Math.min(node.endIndex, node.startIndex + 60)
    const [line = ''] = this.slice(node.startIndex, end).split(/[\r\n]/)
    const span = this.spanOf(node.startIndex, node.startIndex + Math.max(1, line.length))
    const message = line.trim() === '' ? 'Broken syntax.' : `Broken syntax at ${JSON.stringify(line.trim())}.`
    return { message, span }
  }

  body(node: Node, depth: number): Body {
    const attributes: Attribute[] = []
    const blocks: Block[] = []
    const names = new Set<string>()
    for (const child of node.children) {
      if (child.type === 'attribute') {
        for (const attribute of this.#attribute(child)) {
          const { name, nameSpan } = attribute
          if (names.has(name)) this.problems.push({ message: `${name} is given twice.`, span: nameSpan })
          names.add(name)
          attributes.push(attribute)
        }
      } else if (child.type === 'block') append(blocks, this.#block(child, depth + 1))
    }
    return { attributes, blocks, span: this.span(node) }
  }

  #attribute(node: Node): Attribute[] {
    const [name, , value] = this.parts(node)
    if (name?.type !== 'identifier' || value?.type !== 'expression') return []
    const attribute = { name: name.text, nameSpan: this.span(name), span: this.span(node) }
    const later = this.#isNow ? undefined : this.#later
    return [later ? unread(attribute, later, this.span(value)) : { ...attribute, value: this.expression(value, 0) }]
  }

  #block(node: Node, depth: number): Block[] {
    const [first, ...rest] = this.parts(node)
    if (first?.type !== 'identifier') return []
    const labels = rest
      .filter(({ type }) => type === 'string_lit' || type === 'identifier')
      .map((label) => label.text.replaceAll(/^"|"$/g, ''))
    const inner = rest.find(({ type }) => type === 'body')
    const { start } = this.span(node)
    const before = this.problems.length
    if (depth === 1) this.#isNow = this.#later?.isNow({ type: first.text, labels }) ?? true
    const body = inner && depth < deepest ? this.body(inner, depth) : this.#emptyBody(node)
    if (depth === 1) this.#isNow = true
    return [
      {
        type: first.text,
        labels,
        span: this.span(node),
        header: { ...this.span(node), end: lineEndAfter(this.text, start) },
        body,
        isBroken: node.hasError || depth >= deepest || this.problems.length > before,
      },
    ]
  }

  #emptyBody(node: Node): Body {
    return { attributes: [], blocks: [], span: this.span(node) }
  }
}

function unread(attribute: Omit<Attribute, 'value'>, later: Later, span: HclSpan): Attribute {
  let value: Expression | undefined
  return {
    ...attribute,
    get value() {
      value ??= later.read(span)
      return value
    },
  }
}

/** The innermost error that comes first. */
function firstError(root: Node): Node {
  let at = root
  for (;;) {
    const next = at.children.find((child) => child.hasError || child.isError || child.isMissing)
    if (!next || next.isError || next.isMissing) return next ?? at
    at = next
  }
}

function wordFor(type: string): string {
  const words: Record<string, string> = {
    block_end: '"}"',
    block_start: '"{"',
    object_end: '"}"',
    tuple_end: '"]"',
    quoted_template_end: 'a closing quote',
    template_interpolation_end: '"}"',
    identifier: 'a name',
  }
  return words[type] ?? (/^\W+$/.test(type) ? JSON.stringify(type) : 'something')
}
