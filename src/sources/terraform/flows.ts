import {
  type Block,
  type Body,
  bodiesOf,
  type Expression,
  type HclFile,
  type HclSpan,
} from '../../document/hcl/syntax.ts'
import { isBlockName } from '../../resource/block-names.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { argument, iteratorOf } from './block.ts'
import { ofTerraform } from './language.ts'
import {
  type At,
  any,
  type Bound,
  below,
  type Flow,
  nameIn,
  noNames,
  sinkOf,
  toThing,
  ValueFlows,
  type Written,
} from './value-flows.ts'

/** Where a value ends up. */
interface Sink {
  span: HclSpan
  /** It is an argument of a configuration, which is judged. */
  isJudged: boolean
}

/**
 * Where the values of a module go. Things are `var.x`, `local.x`, `output.x`, `module.x` (its outputs), `call.x.y` (an
 * argument of its call), what loops name, and the arguments in which values end.
 */
export interface Flows {
  from(thing: string): readonly Flow[]
  literals: ReadonlyMap<string, Written>
  /** Nothing is broken, or nested too deep, that might read a value. */
  isWhole: boolean
  sinks: ReadonlyMap<string, Sink>
}

export function flowsOf(files: readonly HclFile[], values: readonly HclFile[]): Flows {
  const collecting = new Collecting()
  for (const { body } of files) {
    for (const block of body.blocks) collecting.block(block)
    // In the JSON syntax what is no block of ours looks like an argument: a provider, say.
    for (const { nameSpan, value } of body.attributes) collecting.elsewhere(nameSpan, value)
  }
  for (const { body } of values) for (const { name, value } of body.attributes) collecting.thing(`var.${name}`, value)
  return collecting
}

class Collecting extends ValueFlows implements Flows {
  readonly sinks: Map<string, Sink> = new Map()
  #open: { thing: string; sink: Sink } | undefined

  /** Most arguments read nothing: one is remembered when it does. */
  override add(thing: string, flow: Flow): void {
    if (flow.to === this.#open?.thing) this.sinks.set(flow.to, this.#open.sink)
    super.add(thing, flow)
  }

  block({ type, labels, body, isBroken }: Block): void {
    if (isBroken) this.isWhole = false
    const [name = ''] = labels
    for (const attribute of body.attributes) {
      if (type === 'variable') {
        if (attribute.name === 'default') this.thing(`var.${name}`, attribute.value)
        if (attribute.name === 'type') this.#type(attribute.value, toThing(`var.${name}`))
      } else if (type === 'locals') this.thing(`local.${attribute.name}`, attribute.value)
      else if (type === 'output' && attribute.name === 'value') this.thing(`output.${name}`, attribute.value)
    }
    if (type === 'module') this.#call(name, body)
    else if (type === 'output') for (const inner of body.blocks) this.#body(inner.body, noNames, false)
    else if (type !== 'variable' && type !== 'locals') {
      this.#body(body, noNames, type === 'resource' && name === resourceType.terraform, true)
    }
  }

  elsewhere(nameSpan: HclSpan, value: Expression): void {
    this.walk(value, toThing(this.#sink(nameSpan, false)))
  }

  thing(thing: string, value: Expression): void {
    this.walk(value, toThing(thing))
  }

  #call(name: string, body: Body): void {
    const names = this.#repeated(body, noNames)
    for (const { name: key, nameSpan, value } of body.attributes) {
      if (key === 'for_each') continue
      const thing = key === 'count' ? this.#sink(nameSpan, false) : `call.${name}.${key}`
      if (key !== 'count') this.sinks.set(thing, { span: nameSpan, isJudged: false })
      this.walk(value, { ...toThing(thing), names })
    }
  }

  #body(body: Body, outer: ReadonlyMap<string, Bound>, isJudged: boolean, isTop = false): void {
    const names = isTop ? this.#repeated(body, outer) : outer
    for (const { name, nameSpan, value, isJson } of body.attributes) {
      if (isTop && name === 'for_each') continue
      const isOurs = isJudged && !(isTop && ofTerraform.has(name))
      const inner = isOurs && isJson && isBlockName(name) ? bodiesOf(value) : undefined
      if (inner) for (const each of inner) this.#body(each, names, true)
      else this.walk(value, { ...toThing(this.#sink(nameSpan, isOurs)), names })
    }
    for (const block of body.blocks) {
      if (block.isBroken) this.isWhole = false
      const isOurs = isJudged && !(isTop && ofTerraform.has(block.type))
      if (block.type === 'dynamic') this.#dynamic(block, names, isOurs)
      else this.#body(block.body, names, isOurs)
    }
  }

  #dynamic(block: Block, outer: ReadonlyMap<string, Bound>, isJudged: boolean): void {
    const thing = `each@${sinkOf(block.span)}`
    const forEach = argument(block.body, 'for_each')
    if (forEach) {
      this.walk(forEach.value, { ...toThing(thing), names: outer })
      // How many blocks a configuration gets then is seen when it is worked out again.
      const sink = isJudged ? undefined : this.#sink(forEach.nameSpan, false)
      if (sink !== undefined) this.add(thing, { read: [], shape: 'size', to: sink, at: [], isOpaque: true })
    }
    const names = new Map([...outer, [iteratorOf(block), { thing, of: 'pair' }] as const])
    for (const inner of block.body.blocks) this.#body(inner.body, names, isJudged)
  }

  /** `for_each` of a resource or a call: its keys say which instances there are. */
  #repeated(body: Body, outer: ReadonlyMap<string, Bound>): ReadonlyMap<string, Bound> {
    const forEach = argument(body, 'for_each')
    if (!forEach) return outer
    const thing = `each@${sinkOf(forEach.nameSpan)}`
    this.walk(forEach.value, { ...toThing(thing), names: outer })
    this.add(thing, { read: [], shape: 'keys', to: this.#sink(forEach.nameSpan, false), at: [], isOpaque: true })
    return new Map([...outer, ['each', { thing, of: 'pair' }] as const])
  }

  #sink(span: HclSpan, isJudged: boolean): string {
    const thing = `sink@${sinkOf(span)}`
    this.#open = { thing, sink: { span, isJudged } }
    return thing
  }

  /** The defaults that the type of a variable brings. */
  #type(type: Expression, at: At): void {
    if (type.kind !== 'call') return
    const [inner, fallback] = type.args
    if (!inner) return
    if (type.name === 'optional') {
      this.#type(inner, at)
      if (fallback) this.walk(fallback, at)
    } else if (type.name === 'object' && inner.kind === 'object') {
      for (const { key, value } of inner.items) this.#type(value, below(at, nameIn(key)))
    } else this.#type(inner, below(at, any))
  }
}
