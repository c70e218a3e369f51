import type { MapNode, SourceNode } from '../../document/node.ts'
import { toJson } from '../../document/yaml/to-json.ts'
import { closestName } from '../../text/closest-name.ts'
import { quoted, short } from '../../text/short.ts'
import type { Shared, Value } from '../resource/value.ts'
import { Assumptions } from './assumptions.ts'
import { ConditionEvaluator } from './condition-evaluator.ts'
import type { Composed, Evaluation, Run, Way } from './evaluation.ts'
import type { Choices } from './explore.ts'
import { functions } from './functions.ts'
import type { Instance } from './instance.ts'
import { type Parameter, parameterOf } from './parameter.ts'
import { intrinsics } from './tags.ts'
import { spanOf, type Template, textOf } from './template.ts'
import { readerAt, usesIn } from './uses.ts'

const noWay: Way = { via: [], note: '', shared: [] }

export const startRun = (choices: Choices): Run => ({
  assumptions: new Assumptions(choices),
  problems: [],
  limits: new Set(),
})

/** Evaluates a template for one run. */
export class Evaluator implements Evaluation {
  readonly instance: Instance
  readonly template: Template
  readonly run: Run
  readonly parent: Evaluator | undefined
  readonly conditions: ConditionEvaluator

  constructor(instance: Instance, run: Run) {
    this.instance = instance
    this.template = instance.template
    this.run = run
    this.parent = instance.parent && new Evaluator(instance.parent.instance, run)
    this.conditions = new ConditionEvaluator(this)
  }

  value(node: SourceNode, way: Way = noWay): Value {
    if (node.kind === 'scalar') return this.#scalar(node, way)
    const written = this.written(node, way)
    if (node.kind === 'list') {
      const items = node.items.map((item) => this.value(item, way)).filter(({ kind }) => kind !== 'absent')
      return { kind: 'list', items, ...written }
    }
    const [only] = node.entries
    if (node.entries.length === 1 && only && intrinsics.has(only.key)) {
      return functions[only.key]?.(this, node, only.value, way) ?? this.unknown(node, way)
    }
    return this.#map(node, way)
  }

  #scalar(node: SourceNode & { kind: 'scalar' }, way: Way): Value {
    const written = this.written(node, way)
    if (node.value === null) return { kind: 'known', value: null, ...written }
    if (typeof node.value === 'string') {
      if (isDynamic(node.value)) return this.unknown(node, way, short(node.value, 80))
      return { kind: 'known', value: node.value, ...written }
    }
    const text = textOf(node, this.template.text) as string
    return { kind: 'known', value: text === String(node.value) ? node.value : text, ...written }
  }

  #map(node: MapNode, way: Way): Value {
    const entries = node.entries.filter(({ key }) => !isOpening(key))
    const opening = node.entries.find(({ key }) => isOpening(key))
    if (opening?.key.startsWith('Fn::ForEach::')) this.run.limits.add('What Fn::ForEach makes is not judged.')
    return {
      kind: 'map',
      entries: entries.map(({ key, keyStart, keyEnd, value }) => ({
        key,
        keySpan: { ...spanOf(this.template, node), start: keyStart, end: keyEnd },
        value: this.value(value, way),
      })),
      ...(opening && { open: opening.key }),
      ...this.written(node, way),
    }
  }

  reference(name: string, node: SourceNode, way: Way): Value {
    if (name === 'AWS::NoValue') return { kind: 'absent', ...this.written(node, way) }
    const parameter = this.parameter(name)
    if (parameter) return this.#parameterValue(parameter, node, way)
    if (!name.startsWith('AWS::') && !this.template.resources.has(name)) this.#undefined(name, node)
    return this.unknown(node, way)
  }

  #undefined(name: string, node: SourceNode): void {
    const { template } = this
    if (template.isTransformed || hasLoops(template)) return
    const closest = closestName(name, [...template.parameters.keys(), ...template.resources.keys()])
    const hint = closest === undefined ? '' : `; did you mean ${JSON.stringify(closest)}?`
    this.problem(`${quoted(name)} is neither a parameter nor a resource of this template${hint || '.'}`, node)
  }

  #parameterValue(parameter: Parameter, node: SourceNode, way: Way): Value {
    const { name } = parameter
    const argument = this.argument(name)
    if (argument && this.parent) {
      const passed = this.parent.value(argument)
      const call = this.instance.parent?.via
      const here = { message: `${name} is passed here`, span: passed.use ?? passed.span, call }
      const at = {
        span: passed.span,
        use: spanOf(this.template, node),
        via: [here, ...(passed.via ?? []), ...way.via],
        shared: [...(passed.shared ?? []), this.#sharedBy(parameter, node), ...way.shared],
        ...withNote((passed.note ?? '') + way.note),
      }
      if (passed.kind === 'unknown') return { ...passed, ...at }
      if (passed.kind === 'known') return listed({ ...passed, ...at }, parameter)
      if (passed.kind === 'list') return { ...passed, ...at, items: passed.items.map((item) => ({ ...item, ...at })) }
      return this.unknown(node, way)
    }
    const { default: standard } = parameter
    const text = textOf(standard, this.template.text)
    const isContradicted = text !== undefined && !this.run.assumptions.allows(this.nameOf(name), text)
    if (standard?.kind !== 'scalar' || parameter.isStored || isContradicted) return this.unknown(node, way)
    const via = [{ message: `${name} is used here`, span: spanOf(this.template, node) }, ...way.via]
    const note = ` (the default of parameter ${name})${way.note}`
    const value = this.#scalar(standard, { via, note, shared: [this.#sharedBy(parameter, node), ...way.shared] })
    return value.kind === 'known' ? listed(value, parameter) : value
  }

  #sharedBy({ name, allowed }: Parameter, node: SourceNode): Shared {
    const { template, instance } = this
    const readers = usesIn(template).ofName(name)
    return { name: `${instance.id} ${name}`, readers, at: readerAt(template, node).at, ...(allowed && { allowed }) }
  }

  parameter(name: string): Parameter | undefined {
    const entry = this.template.parameters.get(name)
    return entry && parameterOf(entry, this.template)
  }

  argument(name: string): SourceNode | undefined {
    const { parent } = this.instance
    if (parent?.call.kind !== 'map') return undefined
    return parent.call.entries.find(({ key }) => key === name)?.value
  }

  nameOf(reference: string): string {
    return `${this.instance.id} ${JSON.stringify({ Ref: reference })}`
  }

  nameOfNode(node: SourceNode): string {
    return `${this.instance.id} ${JSON.stringify(toJson(node))}`
  }

  composed({ value, of }: Composed, node: SourceNode, way: Way): Value {
    if (isDynamic(value)) return this.unknown(node, way)
    const notes = of.length === 0 ? '' : ` (with the default of parameter ${of.join(', ')})`
    return { kind: 'known', value, isComposed: true, ...this.written(node, { ...way, note: notes + way.note }) }
  }

  unknown(node: SourceNode, way: Way, refersTo: string = this.sourceOf(node)): Value {
    return { kind: 'unknown', refersTo, ...this.written(node, way) }
  }

  sourceOf({ start, end }: SourceNode): string {
    return short(this.template.text.slice(start, Math.min(end, start + 400)).replaceAll(/\s+/g, ' '), 80)
  }

  written(node: SourceNode, { via, note, shared }: Way): Pick<Value, 'span' | 'via' | 'note' | 'shared'> {
    return {
      span: spanOf(this.template, node),
      ...(via.length > 0 && { via }),
      ...(shared.length > 0 && { shared }),
      ...withNote(note),
    }
  }

  problem(message: string, node: SourceNode): void {
    this.run.problems.push({ message, span: spanOf(this.template, node) })
  }
}

const withNote = (note: string): { note?: string } => (note === '' ? {} : { note })

const isDynamic = (text: string): boolean => text.includes('{{resolve:')

const isOpening = (key: string): boolean => key === 'Fn::Transform' || key.startsWith('Fn::ForEach::')

const hasLoops = ({ resources }: Template): boolean =>
  [...resources.keys()].some((key) => key.startsWith('Fn::ForEach::') || key === 'Fn::Transform')

/** The items of a parameter that is a list, all at its place. */
function listed(value: Value & { kind: 'known' }, { isList }: Parameter): Value {
  if (!isList) return value
  const items = String(value.value)
    .split(',')
    .map((item): Value => ({ ...value, isComposed: true, value: item.trim() }))
  return { ...value, isComposed: true, kind: 'list', items }
}
