import type { Expression, HclSpan, TemplatePart } from '../../document/hcl/syntax.ts'

/** Keys and indexes that lead into a value; `any` stands for each of them. */
export type Steps = readonly (string | number)[]

export const any = '*'

/** That what one thing says, at a path inside, is or decides what another says. */
export interface Flow {
  read: Steps
  /** Only its keys count, or how many there are. */
  shape?: 'keys' | 'size'
  to: string
  at: Steps
  /** Something is made of it, so that all below `at` may be other than it was. */
  isOpaque: boolean
}

/** Where a literal stands in what a thing says. */
export interface Written {
  thing: string
  path: Steps
  isOpaque: boolean
}

/** What an expression is part of. */
export interface At extends Written {
  names: ReadonlyMap<string, Bound>
}

/** What a loop names: each value, each key, or both as `each.value` and `each.key`. */
export interface Bound {
  thing: string
  of: 'value' | 'key' | 'pair'
}

export const placeOf = ({ file, start, end }: HclSpan): string => `${file}:${start}:${end}`

/** What arguments are told apart by. */
export const sinkOf = ({ file, start }: HclSpan): string => `${file}:${start}`

/** Functions that give back what they are given, key by key. */
const transparent = new Set(['merge', 'try', 'coalesce', 'tomap', 'sensitive', 'nonsensitive'])

/** Collects where the values of expressions go. */
export class ValueFlows {
  readonly literals: Map<string, Written> = new Map()
  isWhole = true
  readonly #flows = new Map<string, Flow[]>()

  from(thing: string): readonly Flow[] {
    return this.#flows.get(thing) ?? []
  }

  add(thing: string, flow: Flow): void {
    const known = this.#flows.get(thing)
    if (known) known.push(flow)
    else this.#flows.set(thing, [flow])
  }

  /** What stands in an argument itself is found there. */
  #write({ span }: Expression, { thing, path, isOpaque }: At): void {
    if (!thing.startsWith('sink@')) this.literals.set(placeOf(span), { thing, path, isOpaque })
  }

  walk(expression: Expression, at: At): void {
    const inside = { ...at, isOpaque: true }
    switch (expression.kind) {
      case 'literal':
        this.#write(expression, at)
        return
      case 'template':
        this.#parts(expression.parts, expression.parts.length === 1 ? at : inside)
        return
      case 'tuple':
        // One that is replaced is another throughout.
        this.#write(expression, { ...at, isOpaque: true })
        for (const [index, item] of expression.items.entries()) this.walk(item, below(at, index))
        return
      case 'object':
        for (const { key, value } of expression.items) {
          if (key.kind !== 'literal') this.walk(key, inside)
          this.walk(value, below(at, nameIn(key)))
        }
        return
      case 'name':
      case 'attribute':
      case 'index':
        this.#reference(expression, at)
        return
      case 'splat':
        this.walk(expression.of, inside)
        // Indexes behind it may read something too.
        this.walk(expression.each, inside)
        return
      case 'call':
        this.#call(expression, at)
        return
      case 'unary':
        this.walk(expression.operand, inside)
        return
      case 'binary':
        this.walk(expression.left, inside)
        this.walk(expression.right, inside)
        return
      case 'conditional':
        this.walk(expression.condition, inside)
        this.walk(expression.yes, at)
        this.walk(expression.no, at)
        return
      case 'for':
        this.#for(expression, at)
        return
      case 'opaque':
        this.isWhole = false
        return
    }
  }

  #call({ name, args, spreads }: Extract<Expression, { kind: 'call' }>, at: At): void {
    for (const [index, arg] of args.entries()) {
      // What is spread is a list, of which the function is given the items.
      const isSpread = spreads && index === args.length - 1
      this.walk(arg, transparent.has(name) && !isSpread ? at : { ...at, isOpaque: true })
    }
  }

  #for({ loop, key, value, when, groups, span }: Extract<Expression, { kind: 'for' }>, at: At): void {
    const names = this.#loop(loop, `for@${placeOf(span)}`, at)
    for (const each of [key, when]) if (each) this.walk(each, { ...at, names, isOpaque: true })
    const item = below({ ...at, names }, loop.isObject ? any : -1)
    this.walk(value, groups ? below(item, -1) : item)
  }

  #loop(
    { of, keyName, valueName }: Extract<Expression, { kind: 'for' }>['loop'],
    thing: string,
    { names }: At,
  ): ReadonlyMap<string, Bound> {
    this.walk(of, { ...toThing(thing), names })
    return new Map([
      ...names,
      ...(keyName === undefined ? [] : [[keyName, { thing, of: 'key' }] as const]),
      [valueName, { thing, of: 'value' }],
    ])
  }

  #parts(parts: readonly TemplatePart[], at: At): void {
    for (const part of parts) {
      if (part.kind === 'value') this.walk(part.value, at)
      else if (part.kind === 'if') {
        this.walk(part.condition, { ...at, isOpaque: true })
        this.#parts([...part.yes, ...part.no], { ...at, isOpaque: true })
      } else if (part.kind === 'loop') {
        const names = this.#loop(part.loop, `for@${placeOf(part.loop.of.span)}`, at)
        this.#parts(part.body, { ...at, names, isOpaque: true })
      }
    }
  }

  #reference(expression: Expression, at: At): void {
    const steps: { step: string | number; isIndex: boolean }[] = []
    let of = expression
    for (; of.kind === 'attribute' || of.kind === 'index'; of = of.of) {
      if (of.kind === 'attribute') steps.unshift({ step: of.name, isIndex: false })
      else {
        const { key } = of
        const isPlain = key.kind === 'literal' && (typeof key.value === 'string' || typeof key.value === 'number')
        if (!isPlain) this.walk(key, { ...at, isOpaque: true })
        steps.unshift({ step: isPlain ? (key.value as string | number) : any, isIndex: true })
      }
    }
    if (of.kind !== 'name') {
      this.walk(of, { ...at, isOpaque: true })
      return
    }
    const to = { to: at.thing, at: at.path, isOpaque: at.isOpaque }
    const path = steps.map(({ step }) => step)
    const bound = at.names.get(of.name)
    const [first, second] = steps
    if (bound) this.#bound(bound, path, to)
    else if (first && (of.name === 'var' || of.name === 'local')) {
      this.add(`${of.name}.${first.step}`, { read: path.slice(1), ...to })
    } else if (first && of.name === 'module') {
      // The key of an instance has no place in what a call says: where all are read, nothing is told apart.
      const isOpaque = to.isOpaque || !second
      this.add(`module.${first.step}`, { read: path.slice(second?.isIndex ? 2 : 1), ...to, isOpaque })
    }
  }

  #bound({ thing, of }: Bound, path: Steps, to: Pick<Flow, 'to' | 'at' | 'isOpaque'>): void {
    if (of === 'value') this.add(thing, { read: [any, ...path], ...to })
    else if (of === 'key' || path[0] === 'key') this.add(thing, { read: [], shape: 'keys', ...to, isOpaque: true })
    else if (path[0] === 'value') this.add(thing, { read: [any, ...path.slice(1)], ...to })
    else this.add(thing, { read: [], ...to, isOpaque: true })
  }
}

/** All that a thing says. */
export const toThing = (thing: string): At => ({ thing, path: [], isOpaque: false, names: noNames })

export const noNames: ReadonlyMap<string, Bound> = new Map()

/** Below something that is made of other values nothing is told apart. */
export const below = (at: At, step: string | number): At => (at.isOpaque ? at : { ...at, path: [...at.path, step] })

export const nameIn = (key: Expression): string => (key.kind === 'literal' ? String(key.value) : any)
