import { append } from '../../model/append.ts'
import { type Expression, type Loop, splatItem, type TemplatePart } from './syntax.ts'

/** A reference in an expression: its first word, and the names and indexes behind it. */
export interface Reference {
  root: string
  /** A name; undefined for an index that is no literal. */
  steps: (string | number | undefined)[]
  expression: Expression
}

/** Every reference in an expression, also in its loops, templates and indexes. */
export function referencesIn(expression: Expression): Reference[] {
  const found: Reference[] = []
  const waiting: Expression[] = [expression]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    const steps: Reference['steps'] = []
    let root = at
    while (root.kind === 'attribute' || root.kind === 'index') {
      if (root.kind === 'attribute') steps.unshift(root.name)
      else {
        const { key } = root
        steps.unshift(
          key.kind === 'literal' && typeof key.value !== 'boolean' && key.value !== null ? key.value : undefined,
        )
        waiting.push(key)
      }
      root = root.of
    }
    if (root.kind === 'name') found.push({ root: root.name, steps, expression: at })
    else append(waiting, innerOf(root))
  }
  return found
}

/** The references of an expression but those to what its own loops name. */
export function freeReferencesIn(expression: Expression): Reference[] {
  const bound = new Set<string>()
  const waiting: Expression[] = [expression]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    for (const { keyName, valueName } of loopsOf(at)) {
      bound.add(valueName)
      if (keyName !== undefined) bound.add(keyName)
    }
    if (at.kind === 'attribute' || at.kind === 'index') waiting.push(at.of)
    if (at.kind === 'index') waiting.push(at.key)
    if (at.kind === 'splat') waiting.push(at.each)
    append(waiting, innerOf(at))
  }
  bound.add(splatItem)
  return referencesIn(expression).filter(({ root }) => !bound.has(root))
}

function loopsOf(expression: Expression): Loop[] {
  if (expression.kind === 'for') return [expression.loop]
  return expression.kind === 'template' ? expression.parts.flatMap(loopsOfPart) : []
}

function loopsOfPart(part: TemplatePart): Loop[] {
  if (part.kind === 'loop') return [part.loop, ...part.body.flatMap(loopsOfPart)]
  return part.kind === 'if' ? [...part.yes, ...part.no].flatMap(loopsOfPart) : []
}

/** The expressions right inside of one. */
export function innerOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'template':
      return expression.parts.flatMap(innerOfPart)
    case 'tuple':
      return expression.items
    case 'object':
      return expression.items.flatMap(({ key, value }) => [key, value])
    case 'splat':
      return [expression.of]
    case 'call':
      return expression.args
    case 'unary':
      return [expression.operand]
    case 'binary':
      return [expression.left, expression.right]
    case 'conditional':
      return [expression.condition, expression.yes, expression.no]
    case 'for':
      return [expression.loop.of, expression.key, expression.value, expression.when].filter(
        (each) => each !== undefined,
      )
    default:
      return []
  }
}

function innerOfPart(part: TemplatePart): readonly Expression[] {
  if (part.kind === 'text') return []
  if (part.kind === 'value') return [part.value]
  if (part.kind === 'loop') return [part.loop.of, ...part.body.flatMap(innerOfPart)]
  return [part.condition, ...part.yes.flatMap(innerOfPart), ...part.no.flatMap(innerOfPart)]
}
