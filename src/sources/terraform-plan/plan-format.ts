import { isObject, type Json, type JsonObject } from '../../model/json.ts'

/** The parts of `terraform show -json` that are read here; whatever is not of this form is left out. */
export interface Plan {
  changes: PlannedResource[]
  root: ModuleConfig
}

export interface PlannedResource {
  /** Among `resource_changes`. */
  index: number
  address: string
  /** Names of the modules that it is inside of, outermost first, without keys. */
  modules: readonly string[]
  type: string
  name: string
  actions: readonly string[]
  before: JsonObject | undefined
  after: JsonObject | undefined
  unknown: Json | undefined
  sensitive: readonly [value: Json | undefined, mask: Json | undefined][]
}

export interface ModuleConfig {
  resources: { type: string; name: string; expressions: JsonObject }[]
  calls: ReadonlyMap<string, { source: string; expressions: JsonObject; module: ModuleConfig }>
  outputs: ReadonlyMap<string, Json | undefined>
}

const deepestModule = 64

export function readPlanFormat(top: Json): Plan | undefined {
  if (!isObject(top) || !Array.isArray(top.resource_changes)) return undefined
  const configuration = object(top.configuration)
  return { changes: top.resource_changes.flatMap(changeOf), root: moduleOf(object(configuration.root_module), 0) }
}

function changeOf(item: Json, index: number): PlannedResource[] {
  const { address, module_address: module, mode, type, name, deposed, change } = object(item)
  if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string') return []
  if (mode !== 'managed' || deposed !== undefined || !isObject(change)) return []
  const { actions, before, after, after_unknown: unknown, before_sensitive, after_sensitive } = change
  return [
    {
      index,
      address,
      modules: typeof module === 'string' ? moduleNames(module) : [],
      type,
      name,
      actions: Array.isArray(actions) ? actions.map(String) : [],
      before: isObject(before) ? before : undefined,
      after: isObject(after) ? after : undefined,
      unknown,
      sensitive: [
        [before, before_sensitive],
        [after, after_sensitive],
      ],
    },
  ]
}

/** `module.a["x.y"].module.b` is a, b. */
function moduleNames(address: string): string[] {
  return Array.from(
    address.matchAll(/(?:^|\.)module\.([\w-]+)(?:\["(?:[^"\\]|\\.)*"\]|\[\d+\])?/g),
    ([, name = '']) => name,
  )
}

function moduleOf(config: JsonObject, depth: number): ModuleConfig {
  const resources = Array.isArray(config.resources) ? config.resources.map(object) : []
  const calls = depth < deepestModule ? Object.entries(object(config.module_calls)) : []
  return {
    resources: resources.flatMap(({ type, name, mode, expressions }) =>
      typeof type === 'string' && typeof name === 'string' && mode === 'managed'
        ? [{ type, name, expressions: object(expressions) }]
        : [],
    ),
    calls: new Map(
      calls.map(([name, call]) => {
        const { source, expressions, module } = object(call)
        const read = { source: String(source ?? ''), expressions: object(expressions) }
        return [name, { ...read, module: moduleOf(object(module), depth + 1) }]
      }),
    ),
    outputs: new Map(Object.entries(object(config.outputs)).map(([name, output]) => [name, object(output).expression])),
  }
}

export const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {})

/** What an expression refers to, as the plan lists it: `["aws_x.y.arn", "aws_x.y"]`. */
export function referencesOf(expression: Json | undefined): string[] {
  const { references } = object(expression)
  return Array.isArray(references) ? references.filter((each) => typeof each === 'string') : []
}
