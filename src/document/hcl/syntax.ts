/** A piece of a file's text. Offsets are UTF-16 units, `end` is exclusive. */
export interface HclSpan {
  file: string
  text: string
  start: number
  end: number
}

/** An expression as HCL has it, whichever of its two syntaxes wrote it. */
export type Expression = { span: HclSpan } & (
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'template'; parts: readonly TemplatePart[] }
  | { kind: 'tuple'; items: readonly Expression[] }
  | { kind: 'object'; items: readonly ObjectItem[] }
  /** The first word of a reference: `var`, `local`, the type of a resource, a name that a `for` gives. */
  | { kind: 'name'; name: string }
  | { kind: 'attribute'; of: Expression; name: string }
  | { kind: 'index'; of: Expression; key: Expression }
  /** `of[*].a.b`: `each` begins with the name `[*]`, which stands for an item. */
  | { kind: 'splat'; of: Expression; each: Expression }
  | { kind: 'call'; name: string; args: readonly Expression[]; spreads: boolean }
  | { kind: 'unary'; operator: string; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'conditional'; condition: Expression; yes: Expression; no: Expression }
  | { kind: 'for'; loop: Loop; key?: Expression; value: Expression; when?: Expression; groups: boolean }
  /** Of broken syntax, or nested too deep: nothing is said of its value. */
  | { kind: 'opaque' }
)

interface ObjectItem {
  key: Expression
  value: Expression
}

/** `for key, value in of`; `isObject` where it makes an object. */
export interface Loop {
  keyName?: string
  valueName: string
  of: Expression
  isObject: boolean
}

export type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'value'; value: Expression }
  | { kind: 'if'; condition: Expression; yes: readonly TemplatePart[]; no: readonly TemplatePart[] }
  | { kind: 'loop'; loop: Loop; body: readonly TemplatePart[] }

/** What a text such as `"${x}"` is: x itself. */
export function unwrapped(expression: Expression): Expression {
  const [only, more] = expression.kind === 'template' ? expression.parts : []
  return only?.kind === 'value' && !more ? only.value : expression
}

export interface Attribute {
  name: string
  nameSpan: HclSpan
  span: HclSpan
  value: Expression
  /** Of the JSON syntax, where blocks look like arguments. */
  isJson?: true
}

export interface Block {
  type: string
  labels: readonly string[]
  span: HclSpan
  /** From its first word to the end of that line. */
  header: HclSpan
  body: Body
  /** Where it is written, if an override says more of it. */
  parts?: readonly HclSpan[]
  /** Broken syntax is inside. */
  isBroken: boolean
}

export interface Body {
  attributes: readonly Attribute[]
  blocks: readonly Block[]
  span: HclSpan
}

/** The bodies that an argument of the JSON syntax stands for, where a block is meant; undefined where it is none. */
export function bodiesOf(expression: Expression): Body[] | undefined {
  const { span } = expression
  if (expression.kind === 'tuple') {
    const bodies = expression.items.map(bodiesOf)
    return bodies.every((each) => each !== undefined) ? bodies.flat() : undefined
  }
  if (expression.kind !== 'object') return undefined
  const attributes = expression.items.flatMap(({ key, value }): Attribute[] => {
    if (key.kind !== 'literal') return []
    const all = { ...span, start: key.span.start, end: value.span.end }
    return [{ name: String(key.value), nameSpan: key.span, span: all, value, isJson: true }]
  })
  return [{ attributes, blocks: [], span }]
}

/** A comment, with its marks. */
export interface Comment {
  span: HclSpan
}

export interface HclProblem {
  message: string
  span: HclSpan
}

export interface HclFile {
  body: Body
  comments: readonly Comment[]
  problems: readonly HclProblem[]
}

/** How deep expressions and blocks may nest. */
export const deepest = 64

/** The name that stands for an item inside `each` of a splat. */
export const splatItem = '[*]'
