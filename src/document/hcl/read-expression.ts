import type { Node } from 'web-tree-sitter'
import { TemplateReader } from './read-template.ts'
import { deepest, type Expression, type HclSpan, type Loop, splatItem } from './syntax.ts'

/** Turns the parser's tree of an expression, where accesses stand flat beside what they are of, into nested ones. */
export class ExpressionReader extends TemplateReader {
  expression(node: Node, depth: number): Expression {
    if (depth > deepest || node.hasError) return this.opaque(node)
    return this.#sequence(this.parts(node), depth, node)
  }

  /** A value and the accesses behind it. */
  #sequence(nodes: readonly Node[], depth: number, around: Node): Expression {
    const [first, ...rest] = nodes
    if (first?.type === '(') {
      const close = rest.findIndex(({ type }) => type === ')')
      const inner = rest.find(({ type }) => type === 'expression')
      if (!inner || close < 0) return this.opaque(around)
      return this.#accesses(this.expression(inner, depth + 1), rest.slice(close + 1), depth)
    }
    return first ? this.#accesses(this.#primary(first, depth), rest, depth) : this.opaque(around)
  }

  #accesses(of: Expression, nodes: readonly Node[], depth: number): Expression {
    let at = of
    for (const node of nodes) {
      const span = { ...at.span, end: this.span(node).end }
      if (node.type === 'get_attr') {
        at = { kind: 'attribute', of: at, name: node.lastChild?.text ?? '', span }
      } else if (node.type === 'index') at = this.#index(at, node, span, depth)
      else if (node.type === 'splat') at = this.#splat(at, node, span, depth)
      else return this.opaque(node)
    }
    return at
  }

  #index(of: Expression, node: Node, span: HclSpan, depth: number): Expression {
    const [index] = node.children
    const inner = index?.children.find(({ type }) => type === 'expression')
    if (inner) return { kind: 'index', of, key: this.expression(inner, depth + 1), span }
    const number = Number(index?.text.replace(/^\.\s*/, ''))
    return { kind: 'index', of, key: { kind: 'literal', value: number, span }, span }
  }

  #splat(of: Expression, node: Node, span: HclSpan, depth: number): Expression {
    const [inner] = node.children
    const steps = inner ? this.parts(inner).slice(1) : []
    const item: Expression = { kind: 'name', name: splatItem, span: of.span }
    if (inner?.type !== 'attr_splat') return { kind: 'splat', of, each: this.#accesses(item, steps, depth), span }
    // Behind `.*` only names belong to each item; an index is of the list.
    const names = steps.findIndex(({ type }) => type !== 'get_attr')
    const [own, behind] = names < 0 ? [steps, []] : [steps.slice(0, names), steps.slice(names)]
    return this.#accesses({ kind: 'splat', of, each: this.#accesses(item, own, depth), span }, behind, depth)
  }

  #primary(node: Node, depth: number): Expression {
    const span = this.span(node)
    if (depth > deepest || node.hasError) return { kind: 'opaque', span }
    const [inner] = node.children
    switch (node.type) {
      case 'expression':
      case 'literal_value':
      case 'template_expr':
      case 'collection_value':
      case 'operation':
      case 'for_expr':
        return this.#sequence(this.parts(node), depth, node)
      case 'numeric_lit':
        return { kind: 'literal', value: Number(this.slice(node.startIndex, node.endIndex)), span }
      case 'bool_lit':
        return { kind: 'literal', value: node.text === 'true', span }
      case 'null_lit':
        return { kind: 'literal', value: null, span }
      case 'string_lit':
      case 'quoted_template':
        return this.quoted(node, depth)
      case 'heredoc_template':
        return this.heredoc(node, depth)
      case 'variable_expr':
        return { kind: 'name', name: inner?.text ?? '', span }
      case 'tuple': {
        const items = node.children.filter(({ type }) => type === 'expression')
        return { kind: 'tuple', items: items.map((item) => this.expression(item, depth + 1)), span }
      }
      case 'object':
        return { kind: 'object', items: this.#items(node, depth), span }
      case 'function_call':
        return this.#call(node, depth)
      case 'unary_operation': {
        const [operator, ...operand] = this.parts(node)
        const of = this.#sequence(operand, depth + 1, node)
        return { kind: 'unary', operator: operator?.type ?? '', operand: of, span }
      }
      case 'binary_operation':
        return this.#binary(node, depth)
      case 'conditional':
        return this.#conditional(node, depth)
      case 'for_tuple_expr':
      case 'for_object_expr':
        return this.#for(node, depth)
      default:
        return { kind: 'opaque', span }
    }
  }

  #items(node: Node, depth: number): { key: Expression; value: Expression }[] {
    return node.children
      .filter(({ type }) => type === 'object_elem')
      .flatMap(({ children }) => {
        const [key, value] = children.filter(({ type }) => type === 'expression')
        if (!key || !value) return []
        const read = this.expression(key, depth + 1)
        const isName = read.kind === 'name' && key.firstChild?.type !== '('
        const literal: Expression = isName ? { kind: 'literal', value: read.name, span: read.span } : read
        return [{ key: literal, value: this.expression(value, depth + 1) }]
      })
  }

  #call(node: Node, depth: number): Expression {
    const args = node.children.find(({ type }) => type === 'function_arguments')?.children ?? []
    return {
      kind: 'call',
      name: node.firstChild?.text ?? '',
      args: args.filter(({ type }) => type === 'expression').map((arg) => this.expression(arg, depth + 1)),
      spreads: args.some(({ type }) => type === 'ellipsis'),
      span: this.span(node),
    }
  }

  #binary(node: Node, depth: number): Expression {
    const nodes = this.parts(node)
    // Parentheses are tokens as well, and stand around one operand.
    const at = nodes.findIndex(({ type }) => operators.has(type))
    return {
      kind: 'binary',
      operator: nodes[at]?.type ?? '',
      left: this.#sequence(nodes.slice(0, at), depth + 1, node),
      right: this.#sequence(nodes.slice(at + 1), depth + 1, node),
      span: this.span(node),
    }
  }

  /** `a ? b : c ? d : e` is `a ? b : (c ? d : e)`; the parser nests it to the left. */
  #conditional(node: Node, depth: number): Expression {
    const links: [yes: Node, no: Node][] = []
    let at = node
    let condition: Node | undefined
    for (;;) {
      const [first, yes, no] = at.children.filter(({ type }) => type === 'expression')
      if (!first || !yes || !no) return this.opaque(node)
      links.unshift([yes, no])
      condition = first
      const inner = this.parts(first)
      if (inner.length !== 1 || inner[0]?.type !== 'conditional') break
      at = inner[0]
    }
    if (links.length > deepest) return this.opaque(node)
    const { end } = this.span(node)
    const conditions = [condition, ...links.slice(0, -1).map(([, no]) => no)]
    const last = links.at(-1)?.[1] as Node
    return conditions.reduceRight<Expression>(
      (no, each, index) => {
        const read = this.expression(each, depth + 1)
        const yes = this.expression((links[index] as [Node, Node])[0], depth + 1)
        return { kind: 'conditional', condition: read, yes, no, span: { ...read.span, end } }
      },
      this.expression(last, depth + 1),
    )
  }

  #for(node: Node, depth: number): Expression {
    const intro = node.children.find(({ type }) => type === 'for_intro')
    const loop = intro && this.loop(intro, depth, node.type === 'for_object_expr')
    const [first, second] = node.children.filter(({ type }) => type === 'expression')
    const when = node.children
      .find(({ type }) => type === 'for_cond')
      ?.children.find(({ type }) => type === 'expression')
    const value = second ?? first
    if (!loop || !value || !first) return this.opaque(node)
    return {
      kind: 'for',
      loop,
      ...(second && { key: this.expression(first, depth + 1) }),
      value: this.expression(value, depth + 1),
      ...(when && { when: this.expression(when, depth + 1) }),
      groups: node.children.some(({ type }) => type === 'ellipsis'),
      span: this.span(node),
    }
  }

  loop(intro: Node, depth: number, isObject: boolean): Loop | undefined {
    const names = intro.children.filter(({ type }) => type === 'identifier').map(({ text }) => text)
    const of = intro.children.find(({ type }) => type === 'expression')
    const valueName = names.at(-1)
    if (!of || valueName === undefined) return undefined
    const [keyName] = names.length > 1 ? names : []
    return { ...(keyName !== undefined && { keyName }), valueName, of: this.expression(of, depth + 1), isObject }
  }
}

const operators = new Set(['+', '-', '*', '/', '%', '==', '!=', '<', '<=', '>', '>=', '&&', '||'])
