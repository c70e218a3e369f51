import type { Node } from 'web-tree-sitter'
import { deepest, type Expression, type Loop, type TemplatePart } from './syntax.ts'
import { type RawPart, readParts } from './template-text.ts'
import { TreeText } from './tree-text.ts'

/** Turns the parser's tree of a text in quotes, or between the marks of a heredoc, into its parts. */
export abstract class TemplateReader extends TreeText {
  abstract expression(node: Node, depth: number): Expression
  abstract loop(intro: Node, depth: number, isObject: boolean): Loop | undefined

  quoted(node: Node, depth: number): Expression {
    const parts = this.#parts(node.children.slice(1, -1), node.startIndex + 1, node.endIndex - 1, depth)
    return this.#template(readParts(parts, 'quoted'), node)
  }

  heredoc(node: Node, depth: number): Expression {
    const [start] = node.children
    const isFlush = start?.type === 'heredoc_start' && start.text.endsWith('-')
    return this.#template(readParts(this.#lines(node, depth), isFlush ? 'flush' : 'heredoc'), node)
  }

  /** The text of the only heredoc of a tree as it stands, without the end of the last line. */
  bare(root: Node): Expression {
    const [heredoc] = root.hasError ? [] : root.descendantsOfType('heredoc_template')
    return heredoc ? this.#template(readParts(this.#lines(heredoc, 0, 1), 'bare'), heredoc) : this.opaque(root)
  }

  /** What stands between the marks of a heredoc, but for so many letters at the end. */
  #lines(node: Node, depth: number, less = 0): RawPart[] {
    const [, name] = node.children
    const closing = node.lastChild
    if (!name || !closing) return [{ kind: 'value', value: this.opaque(node) }]
    const from = name.endIndex + (/^[^\n]*\n/.exec(this.slice(name.endIndex, node.endIndex))?.[0].length ?? 0)
    const blanks = /[ \t]*$/.exec(this.slice(from, closing.startIndex))?.[0].length ?? 0
    return this.#parts(node.children.slice(2, -1), from, closing.startIndex - blanks - less, depth)
  }

  #template(parts: readonly TemplatePart[], node: Node): Expression {
    const span = this.span(node)
    const [first] = parts
    if (!first) return { kind: 'literal', value: '', span }
    if (parts.length === 1 && first.kind === 'text') return { kind: 'literal', value: first.text, span }
    return { kind: 'template', parts, span }
  }

  /** What stands between `from` and `to`: the text is what the nodes leave. */
  #parts(nodes: readonly Node[], from: number, to: number, depth: number): RawPart[] {
    const parts: RawPart[] = []
    let at = from
    const textUntil = (end: number): void => {
      if (end > at) parts.push({ kind: 'text', text: this.slice(at, end) })
    }
    for (const node of nodes) {
      if (node.type !== 'template_interpolation' && node.type !== 'template_directive') continue
      textUntil(node.startIndex)
      at = node.endIndex
      parts.push(
        node.type === 'template_interpolation' ? this.#interpolation(node, depth) : this.#directive(node, depth),
      )
    }
    textUntil(to)
    return parts
  }

  #interpolation(node: Node, depth: number): RawPart {
    const inner = node.children.find(({ type }) => type === 'expression')
    const value = inner ? this.expression(inner, depth + 1) : this.opaque(node)
    return { kind: 'value', value, ...stripsOf(node) }
  }

  #directive(node: Node, depth: number): RawPart {
    const inner = node.firstChild
    if (depth > deepest || node.hasError || !inner) return { kind: 'value', value: this.opaque(node) }
    const [first, ...rest] = inner.children
    const last = rest.at(-1)
    if (!first || !last) return { kind: 'value', value: this.opaque(node) }
    const ends = { stripsBefore: stripsOf(first).stripsBefore, stripsAfter: stripsOf(last).stripsAfter }
    const expression = first.children.find(({ type }) => type === 'expression')
    if (!expression) return { kind: 'value', value: this.opaque(node) }
    const body = rest.slice(0, -1)
    if (inner.type === 'template_for') {
      const loop = this.loop(first, depth, false)
      if (!loop) return { kind: 'value', value: this.opaque(node) }
      const parts = this.#bracketed(first, body, last, depth)
      return { kind: 'loop', loop, body: parts, ...ends }
    }
    const middle = body.findIndex(({ type }) => type === 'template_else_intro')
    const split = body[middle]
    const condition = this.expression(expression, depth + 1)
    return {
      kind: 'if',
      condition,
      yes: this.#bracketed(first, split ? body.slice(0, middle) : body, split ?? last, depth),
      no: split ? this.#bracketed(split, body.slice(middle + 1), last, depth) : [],
      ...ends,
    }
  }

  /** Parts between two marks, and these at the ends. */
  #bracketed(open: Node, nodes: readonly Node[], close: Node, depth: number): RawPart[] {
    const parts = this.#parts(nodes, open.endIndex, close.startIndex, depth + 1)
    return [{ kind: 'edge', ...stripsOf(open) }, ...parts, { kind: 'edge', ...stripsOf(close) }]
  }
}

function stripsOf(node: Node): { stripsBefore?: boolean; stripsAfter?: boolean } {
  const marks = node.children.flatMap(({ type }, at) => (type === 'strip_marker' ? [at] : []))
  return {
    ...(marks.includes(1) && { stripsBefore: true }),
    ...(marks.some((at) => at > 1 && at === node.childCount - 2) && { stripsAfter: true }),
  }
}
