import type { HclSpan } from '../../document/hcl/syntax.ts'
import { append } from '../../model/append.ts'
import type { Reader, Shared } from '../resource/value.ts'
import type { Flows } from './flows.ts'
import type { FindModule } from './instance.ts'
import type { Module } from './module.ts'
import { any, type Flow, placeOf, type Steps, sinkOf, type Written } from './value-flows.ts'

interface Position extends Written {
  module: Module
}

/** Ways that a value may take; more than people write. */
const mostPositions = 10_000

/** Answers what reads a value that is written somewhere in the modules of a run. */
export class Readers {
  readonly #modules: () => Iterable<Module>
  readonly #find: FindModule
  readonly #known = new Map<string, ReadonlyMap<string, Reader> | undefined>()

  constructor(modules: () => Iterable<Module>, find: FindModule) {
    this.#modules = modules
    this.#find = find
  }

  /**
   * What a literal ends up in, for the argument whose key is `own`; undefined for what is no literal, and where a file
   * cannot be read whole, for then nobody knows.
   */
  of(literal: HclSpan, own: HclSpan): readonly Shared[] | undefined {
    const name = placeOf(literal)
    // Every instance of a resource asks for the same.
    const readers = this.#known.has(name) ? this.#known.get(name) : this.#readersOf(literal)
    this.#known.set(name, readers)
    const at = sinkOf(own)
    if (!readers?.has(at)) return undefined
    return readers.size === 1 ? [] : [{ name, at, readers: [...readers.values()] }]
  }

  #readersOf(literal: HclSpan): ReadonlyMap<string, Reader> | undefined {
    const waiting = this.#startsOf(literal)
    const readers = new Map<string, Reader>()
    const seen = new Set<string>()
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const key = JSON.stringify([next.module.folder, next.thing, next.path, next.isOpaque])
      if (seen.has(key)) continue
      seen.add(key)
      if (seen.size > mostPositions) return undefined
      const after = this.#after(next)
      if (!after) return undefined
      if (Array.isArray(after)) append(waiting, after)
      else readers.set(after.at, after)
    }
    return readers
  }

  #startsOf(literal: HclSpan): Position[] {
    const place = placeOf(literal)
    const starts: Position[] = []
    for (const module of this.#modules()) {
      const isGiven = [...module.given.values()].some(({ span }) => span.file === literal.file)
      // Terraform gives values to the module that it is run in, and to none that is called.
      const isHere = module.files.has(literal.file) || (isGiven && this.#callersOf(module).length === 0)
      const written = isHere ? this.#flowsOf(module)?.literals.get(place) : undefined
      if (written) starts.push({ ...written, module })
    }
    return starts
  }

  /** Where a value goes from one position, or the argument that it ends in. */
  #after(position: Position): Position[] | Reader | undefined {
    const { module, thing, path } = position
    const flows = this.#flowsOf(module)
    if (!flows) return undefined
    const [kind = '', name = '', variable = ''] = /^(\w+)[.@]([^.]*)(?:\.(.*))?$/.exec(thing)?.slice(1) ?? []
    const sink = flows.sinks.get(thing)
    if (kind === 'call') {
      const block = module.calls.get(name)
      const called = block && this.#find(module, block)
      if (called) return [{ ...position, module: called, thing: `var.${variable}` }]
    }
    if (sink) return { at: sink.isJudged ? sinkOf(sink.span) : `other ${placeOf(sink.span)}`, span: sink.span }
    if (kind === 'output') {
      const callers = this.#callersOf(module)
      const output = module.outputs.get(name)
      // What nobody calls here somebody else may.
      if (callers.length === 0 && output) return { at: `other ${placeOf(output.value.span)}`, span: output.value.span }
      return callers.map(([caller, call]) => ({
        ...position,
        module: caller,
        thing: `module.${call}`,
        path: [name, ...path],
      }))
    }
    return flows
      .from(thing)
      .filter((flow) => reaches(flow, position))
      .map((flow) => moved(flow, position))
  }

  #callersOf(module: Module): [Module, call: string][] {
    return [...this.#modules()].flatMap((caller) =>
      [...caller.calls].flatMap(([name, block]): [Module, string][] =>
        this.#find(caller, block) === module ? [[caller, name]] : [],
      ),
    )
  }

  #flowsOf({ problems, flows }: Module): Flows | undefined {
    if (problems.length > 0) return undefined
    const known = flows()
    return known.isWhole ? known : undefined
  }
}

/** Whether what is at a position is part of what is read, or holds it. */
function reaches({ read, shape }: Flow, { path, isOpaque }: Position): boolean {
  const isAlong = read.slice(0, path.length).every((step, at) => isSame(step, path[at] as string | number))
  if (!isAlong || shape === undefined) return isAlong
  if (isOpaque && path.length <= read.length) return true
  return shape === 'keys' && typeof path[read.length] === 'number'
}

function moved({ read, to, at, isOpaque }: Flow, position: Position): Position {
  const rest: Steps = position.path.slice(read.length)
  return {
    module: position.module,
    thing: to,
    path: isOpaque ? at : [...at, ...rest],
    isOpaque: isOpaque || position.isOpaque,
  }
}

const isSame = (a: string | number, b: string | number): boolean =>
  String(a) === String(b) || a === any || b === any || a === -1 || b === -1
