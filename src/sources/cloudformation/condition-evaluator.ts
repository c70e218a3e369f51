import type { SourceNode } from '../../document/node.ts'
import { closestName } from '../../text/closest-name.ts'
import { quoted } from '../../text/short.ts'
import type { Conditions, Evaluation, Operand } from './evaluation.ts'
import { childOf, entryIn, textOf } from './template.ts'

export class ConditionEvaluator implements Conditions {
  readonly #evaluator: Evaluation
  readonly #known = new Map<string, boolean | 'open'>()

  constructor(evaluator: Evaluation) {
    this.#evaluator = evaluator
  }

  named(name: string, at: SourceNode): boolean {
    const { template, run } = this.#evaluator
    const known = this.#known.get(name)
    const question = this.#evaluator.nameOf(`condition ${name}`)
    if (typeof known === 'boolean') return known
    const entry = template.conditions.get(name)
    if (!entry && !template.isTransformed) {
      const closest = closestName(name, [...template.conditions.keys()])
      const hint = closest === undefined ? '.' : `; did you mean ${JSON.stringify(closest)}?`
      this.#evaluator.problem(`Condition ${quoted(name)} is not defined${hint}`, at)
    }
    if (known === 'open') this.#evaluator.problem(`Condition ${quoted(name)} depends on itself.`, at)
    if (!entry || known === 'open') return run.assumptions.holds(question)
    this.#known.set(name, 'open')
    const holds = this.holds(entry.value)
    this.#known.set(name, holds)
    return holds
  }

  holds(node: SourceNode): boolean {
    const [only] = node.kind === 'map' && node.entries.length === 1 ? node.entries : []
    const items = only?.value.kind === 'list' ? only.value.items : []
    const { text } = this.#evaluator.template
    const name = only?.key === 'Condition' ? textOf(only.value, text) : undefined
    if (name !== undefined && only) return this.named(name, only.value)
    if (only?.key === 'Fn::And' && items.length > 0) return items.every((item) => this.holds(item))
    if (only?.key === 'Fn::Or' && items.length > 0) return items.some((item) => this.holds(item))
    const [first, second] = items
    if (only?.key === 'Fn::Not' && first && !second) return !this.holds(first)
    if (only?.key === 'Fn::Equals' && first && second && items.length === 2) return this.#equals(first, second)
    return this.#evaluator.run.assumptions.holds(this.#evaluator.nameOfNode(node))
  }

  #equals(first: SourceNode, second: SourceNode): boolean {
    const { assumptions } = this.#evaluator.run
    const [a, b] = [this.operand(first), this.operand(second)]
    if ('text' in a && 'text' in b) return a.text === b.text
    if ('text' in a) return 'expression' in b && assumptions.equals(b.expression, a.text, b.allowed)
    if ('text' in b) return assumptions.equals(a.expression, b.text, a.allowed)
    if (a.expression === b.expression) return true
    return assumptions.holds([a.expression, b.expression].sort().join(' = '))
  }

  operand(node: SourceNode): Operand {
    const evaluator = this.#evaluator
    const { text } = evaluator.template
    const literal = textOf(node, text)
    if (literal !== undefined) return literal.includes('{{resolve:') ? { expression: literal } : { text: literal }
    const name = textOf(childOf(node, 'Ref'), text)
    if (name !== undefined) {
      const argument = evaluator.argument(name)
      if (argument && evaluator.parent) return evaluator.parent.conditions.operand(argument)
      return { expression: evaluator.nameOf(name), allowed: evaluator.parameter(name)?.allowed }
    }
    // Look-ups by literal keys alone are as good as literals.
    const isLiteral = childOf(node, 'Fn::FindInMap') !== undefined && !mentions(node, 'Ref')
    const value = isLiteral ? evaluator.value(node) : undefined
    if (value?.kind === 'known') return { text: String(value.value) }
    return { expression: evaluator.nameOfNode(node) }
  }
}

function mentions(node: SourceNode, key: string): boolean {
  if (node.kind === 'scalar') return false
  if (node.kind === 'list') return node.items.some((item) => mentions(item, key))
  return entryIn(node, key) !== undefined || node.entries.some(({ value }) => mentions(value, key))
}
