import { type Block, bodiesOf, type Expression } from '../../document/hcl/syntax.ts'
import type { Value, Via } from '../resource/value.ts'
import { argument } from './block.ts'
import { type Budget, limits } from './budget.ts'
import { convert } from './convert.ts'
import { evaluate } from './evaluate.ts'
import type { Module } from './module.ts'
import { type Mistake, type Repetition, repetitionsOf } from './repetition.ts'
import type { Found, Scope, Surroundings } from './scope.ts'
import { toFlag, toText, unknown } from './values.ts'

/** The call that a module stands for, and where it stands. */
interface Call {
  block: Block
  /** Of the calling module, with `each` and `count` of the call. */
  scope: Scope
}

/** Where the call of a module leads; undefined for a remote one, and one that is not there. */
export type FindModule = (from: Module, call: Block) => Module | undefined

/** A module as one call has it, or as nobody calls it. */
export class ModuleInstance implements Surroundings {
  readonly module: Module
  readonly budget: Budget
  /** `module.ib["web"].`, or ''. */
  readonly prefix: string
  /** The calls that led here, outermost last. */
  readonly callers: readonly Via[]
  readonly parent: ModuleInstance | undefined
  /** What is wrong with how often the calls that were followed are made. */
  readonly mistakes: (Mistake & { call: string })[] = []
  readonly #call: Call | undefined
  readonly #find: FindModule
  readonly #variables = new Map<string, Found | undefined>()
  readonly #locals = new Map<string, Value>()
  readonly #children = new Map<string, readonly (readonly [Repetition, ModuleInstance])[]>()

  constructor(
    module: Module,
    find: FindModule,
    budget: Budget,
    from?: Call & { parent: ModuleInstance; prefix: string },
  ) {
    this.module = module
    this.budget = budget
    this.#find = find
    this.#call = from
    this.parent = from?.parent
    this.prefix = from?.prefix ?? ''
    this.callers = from
      ? [{ message: `Module ${from.block.labels[0]} is called here.`, span: from.block.header }, ...from.parent.callers]
      : []
  }

  /** The folder of the module that addresses count from. */
  get root(): string {
    return this.parent?.root ?? this.module.folder
  }

  get scope(): Scope {
    return { around: this, names: new Map(), depth: 0 }
  }

  /** How many modules it is inside of. */
  get depth(): number {
    return this.callers.length
  }

  variable(name: string, depth: number): Found | undefined {
    const block = this.module.variables.get(name)
    if (!block) return undefined
    if (!this.#variables.has(name)) {
      // A variable that refers to itself, through a call's arguments say, is unknown.
      this.#variables.set(name, undefined)
      this.#variables.set(name, this.#variable(name, block, depth))
      if (this.#isRefused(block, depth)) this.#variables.set(name, { value: unknown(`var.${name}`, block.header) })
    }
    return this.#variables.get(name)
  }

  /** Whether a `validation` says no, so that Terraform goes no further. */
  #isRefused({ body }: Block, depth: number): boolean {
    const asArgument = argument(body, 'validation')
    const inJson = asArgument?.isJson ? (bodiesOf(asArgument.value) ?? []) : []
    const all = [...body.blocks.filter(({ type }) => type === 'validation').map((block) => block.body), ...inJson]
    return all.some((validation) => {
      const condition = argument(validation, 'condition')
      const value = condition && evaluate(condition.value, { ...this.scope, depth: depth + 1 })
      return value?.kind === 'known' && toFlag(value.value) === false
    })
  }

  #variable(name: string, block: Block, depth: number): Found | undefined {
    const passed = this.#call && argument(this.#call.block.body, name)
    const given = this.#call ? undefined : this.module.given.get(name)
    const type = argument(block.body, 'type')?.value
    const fallback = argument(block.body, 'default')?.value
    const scope = { ...this.scope, depth: depth + 1 }
    const noted = (value: Value): Value => ({ ...value, note: ` (the default of variable ${name})` })
    const typed = (value: Value): Value =>
      type ? convert(value, type, (expression) => noted(evaluate(expression, scope))) : value
    const nullable = argument(block.body, 'nullable')?.value
    const isNullable = !(nullable?.kind === 'literal' && nullable.value === false)
    if (passed && this.#call) {
      const value = evaluate(passed.value, { ...this.#call.scope, depth: depth + 1 })
      const via: Via = {
        message: 'The module is given the value here.',
        span: passed.value.span,
        call: this.callers[0],
      }
      if (value.kind !== 'absent' || isNullable || !fallback) return { value: typed(value), passed: via }
    }
    if (given) {
      const value = typed(evaluate(given.value, scope))
      return { value: value.kind === 'unknown' ? value : { ...value, note: ` (${given.span.file})` } }
    }
    if (fallback) return { value: noted(typed(evaluate(fallback, scope))) }
    return { value: unknown(`var.${name}`, block.header, isNullable) }
  }

  local(name: string, depth: number): Value | undefined {
    const attribute = this.module.locals.get(name)
    if (!attribute || depth > limits.references * 4) return undefined
    const done = this.#locals.get(name)
    if (done) return done
    this.#locals.set(name, unknown(`local.${name}`, attribute.span))
    const value = evaluate(attribute.value, { ...this.scope, depth: depth + 1 })
    this.#locals.set(name, value)
    return value
  }

  output(call: string, key: Value | undefined, name: string, depth: number): Value | undefined {
    const children = this.children(call)
    const wanted = key && toText(key)
    const child = children.find(([{ key: own }]) => (own === undefined ? !key : String(own) === wanted))?.[1]
    const output = child?.module.outputs.get(name)
    if (!child || !output || depth > limits.references * 4) return undefined
    return evaluate(output.value, { ...child.scope, depth: depth + 1 })
  }

  path(name: string): string | undefined {
    if (name === 'module') return this.parent ? this.module.folder : '.'
    return name === 'root' || name === 'cwd' ? '.' : undefined
  }

  /** The instances that a call of a local module makes; none for others. */
  children(call: string): readonly (readonly [Repetition, ModuleInstance])[] {
    const done = this.#children.get(call)
    if (done) return done
    this.#children.set(call, [])
    const block = this.module.calls.get(call)
    const module = block && !block.isBroken ? this.#moduleOf(block) : undefined
    if (!block || !module || this.depth >= limits.modules) return []
    const { repetitions, mistake } = repetitionsOf(block.body, this.scope)
    if (mistake) this.mistakes.push({ ...mistake, call })
    const children = repetitions.map((repetition) => {
      const from = {
        block,
        scope: repetition.scope,
        parent: this,
        prefix: `${this.prefix}module.${call}${repetition.suffix}.`,
      }
      return [repetition, new ModuleInstance(module, this.#find, this.budget, from)] as const
    })
    this.#children.set(call, children)
    return children
  }

  /** What the call passes for a variable. */
  passed(name: string): { value: Expression; call: Block } | undefined {
    const attribute = this.#call && argument(this.#call.block.body, name)
    return this.#call && attribute && { value: attribute.value, call: this.#call.block }
  }

  /** The calls of local modules that are too deep inside of others to be judged. */
  get tooDeep(): Block[] {
    const calls = this.depth < limits.modules ? [] : [...this.module.calls.values()]
    return calls.filter((block) => !block.isBroken && this.#moduleOf(block) !== undefined)
  }

  /** The calls of modules that lead back here. */
  get circular(): Block[] {
    return [...this.module.calls.values()].filter(
      (block) => !block.isBroken && this.#isAround(this.#find(this.module, block)),
    )
  }

  /** Whether a call is of a module that is not at hand. */
  isRemote(call: string): boolean {
    const block = this.module.calls.get(call)
    const source = block && argument(block.body, 'source')?.value
    return source !== undefined && !(source.kind === 'literal' && /^\.\.?\//.test(String(source.value)))
  }

  #moduleOf(block: Block): Module | undefined {
    const found = this.#find(this.module, block)
    return this.#isAround(found) ? undefined : found
  }

  /** Whether this is inside of a module. */
  #isAround(module: Module | undefined): boolean {
    for (let at: ModuleInstance | undefined = this; at && module; at = at.parent) if (at.module === module) return true
    return false
  }
}
