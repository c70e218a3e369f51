import { append } from '../../model/append.ts'
import type { ImageType } from '../../model/spec.ts'
import { snakeNaming } from '../../resource/names.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { usersOfConfigurations } from '../terraform/module.ts'
import { type ModuleConfig, object, type Plan, type PlannedResource, referencesOf } from './plan-format.ts'
import type { PlanSources } from './plan-sources.ts'

/**
 * What pipelines and images of a plan make of its configurations; by resource, for instances are not told apart. A plan
 * does not have the locals that they may refer to; the sources do.
 */
export function imageTypesIn(
  { changes, root }: Plan,
  sources: PlanSources,
): (resource: PlannedResource) => ImageType | undefined {
  const recipes = recipesIn(changes)
  const types = new Map<string, ImageType>()
  const visit = (module: ModuleConfig, above: readonly Frame[]): void => {
    const here: Frame[] = [...above, { module }]
    for (const { type, name, expressions } of module.resources) {
      if (!usersOfConfigurations.includes(type)) continue
      const path = pathOf(here)
      const built = recipes.get(keyOf(path, type, name))
      if (!built) continue
      const references = referencesOf(expressions[snakeNaming.ownName(resourceType.arnField)])
      for (const target of targetsOf(references, here, sources)) {
        if (types.get(target) !== 'DOCKER') types.set(target, built)
      }
    }
    for (const [name, call] of module.calls) visit(call.module, [...above, { module, call: name }])
  }
  visit(root, [])
  return ({ modules, type, name }) => types.get(keyOf(modules, type, name))
}

/** A module, and the call in it that leads to the next. */
interface Frame {
  module: ModuleConfig
  call?: string
}

const pathOf = (frames: readonly Frame[]): string[] => frames.flatMap(({ call }) => call ?? [])

const keyOf = (modules: readonly string[], type: string, name: string): string =>
  JSON.stringify([...modules, type, name])

function recipesIn(changes: readonly PlannedResource[]): Map<string, ImageType> {
  const found = new Map<string, ImageType>()
  for (const { modules, type, name, after, unknown } of changes) {
    if (!usersOfConfigurations.includes(type) || !after) continue
    const open = object(unknown)
    const isThere = (key: string): boolean => (after[key] ?? null) !== null || open[key] === true
    const built = isThere('container_recipe_arn') ? 'DOCKER' : isThere('image_recipe_arn') ? 'AMI' : undefined
    const key = keyOf(modules, type, name)
    if (built && found.get(key) !== 'DOCKER') found.set(key, built)
  }
  return found
}

/** The configurations that references lead to, through locals and through arguments and outputs of modules. */
function targetsOf(references: readonly string[], from: readonly Frame[], sources: PlanSources): Set<string> {
  const targets = new Set<string>()
  const seen = new Set<string>()
  const waiting: [string, readonly Frame[]][] = longest(references).map((reference) => [reference, from])
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [reference, frames] = next
    const path = pathOf(frames)
    const key = keyOf(path, '', reference)
    if (seen.has(key)) continue
    seen.add(key)
    const [root = '', name = ''] = reference.replaceAll(/\[[^\]]*\]/g, '').split('.')
    const here = frames.at(-1)?.module
    const caller = frames.at(-2)
    if (root === resourceType.terraform) targets.add(keyOf(path, root, name))
    else if (root === 'local') {
      waiting.push(
        ...sources.referencesOfLocal(path, reference).map((each): [string, readonly Frame[]] => [each, frames]),
      )
    } else if (root === 'var' && caller?.call !== undefined) {
      const argument = caller.module.calls.get(caller.call)?.expressions[name]
      // Behind the call stands its own module again.
      const above: Frame[] = [...frames.slice(0, -2), { module: caller.module }]
      append(
        waiting,
        longest(referencesOf(argument)).map((each): [string, Frame[]] => [each, above]),
      )
    } else if (root === 'module' && here) {
      const call = here.calls.get(name)
      const output = reference.replaceAll(/\[[^\]]*\]/g, '').split('.')[2]
      if (!call || output === undefined) continue
      const below: Frame[] = [...frames.slice(0, -1), { module: here, call: name }, { module: call.module }]
      waiting.push(
        ...longest(referencesOf(call.module.outputs.get(output))).map((each): [string, Frame[]] => [each, below]),
      )
    }
  }
  return targets
}

/** A plan lists a reference with its names behind it and without them; only the first says which part is meant. */
const longest = (references: readonly string[]): string[] =>
  references.filter((each) => !references.some((other) => other.startsWith(`${each}.`) || other.startsWith(`${each}[`)))
