import { referencesIn } from '../../document/hcl/references.ts'
import type { Block, Expression } from '../../document/hcl/syntax.ts'
import { append } from '../../model/append.ts'
import type { ImageType } from '../../model/spec.ts'
import { snakeNaming } from '../../resource/names.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { argument } from './block.ts'
import { evaluate } from './evaluate.ts'
import type { ModuleInstance } from './instance.ts'
import { usersOfConfigurations } from './module.ts'

/** What pipelines and images say of the configurations that they use. */
export interface Uses {
  imageTypeOf(instance: ModuleInstance, name: string): ImageType | undefined
  /** Pipelines and images whose configuration is in a module that is not at hand. */
  hidden: readonly { user: Block; instance: ModuleInstance; call: string }[]
}

/** A configuration is matched by its resource: which instance of several a pipeline takes does not matter. */
export function usesOf(instances: readonly ModuleInstance[]): Uses {
  const types = new Map<ModuleInstance, Map<string, ImageType>>()
  const hidden: Uses['hidden'][number][] = []
  for (const instance of instances) {
    for (const user of instance.module.resources) {
      if (!usersOfConfigurations.includes(user.labels[0] ?? '')) continue
      const reference = argument(user.body, snakeNaming.ownName(resourceType.arnField))?.value
      const imageType = recipeOf(user, instance)
      if (!reference) continue
      const { targets, calls } = targetsOf(reference, instance, user)
      if (targets.length === 0)
        append(
          hidden,
          [...calls].map((call) => ({ user, instance, call })),
        )
      if (!imageType) continue
      for (const [owner, name] of targets) {
        const known = types.get(owner) ?? new Map<string, ImageType>()
        types.set(owner, known)
        if (known.get(name) !== 'DOCKER') known.set(name, imageType)
      }
    }
  }
  return { imageTypeOf: (instance, name) => types.get(instance)?.get(name), hidden }
}

/** One that a condition chooses counts as both kinds, and containers need more. */
function recipeOf({ body }: Block, instance: ModuleInstance): ImageType | undefined {
  const isThere = (name: string): boolean => {
    const value = argument(body, name)?.value
    return value !== undefined && evaluate(value, instance.scope).kind !== 'absent'
  }
  if (isThere('container_recipe_arn')) return 'DOCKER'
  return isThere('image_recipe_arn') ? 'AMI' : undefined
}

type Target = readonly [ModuleInstance, name: string]

/** The configurations that an expression can lead to, through locals, variables and outputs of modules. */
function targetsOf(
  expression: Expression,
  from: ModuleInstance,
  user: Block,
): { targets: Target[]; calls: Set<string> } {
  const targets: Target[] = []
  const calls = new Set<string>()
  const seen = new Map<ModuleInstance, Set<Expression>>()
  const waiting: [Expression, ModuleInstance, Block?][] = [[expression, from, user]]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [at, instance, repeated] = next
    const done = seen.get(instance) ?? new Set()
    seen.set(instance, done)
    if (done.has(at) || !instance.budget.take()) continue
    done.add(at)
    for (const { root, steps } of referencesIn(at)) {
      const name = String(steps[0])
      if (root === resourceType.terraform) targets.push([instance, name])
      else if (root === 'local') {
        const local = instance.module.locals.get(name)
        if (local) waiting.push([local.value, instance])
      } else if (root === 'each' && repeated) {
        const forEach = argument(repeated.body, 'for_each')
        if (forEach) waiting.push([forEach.value, instance])
      } else if (root === 'var') {
        const passed = instance.passed(name)
        if (passed && instance.parent) waiting.push([passed.value, instance.parent, passed.call])
      } else if (root === 'module') {
        const children = instance.children(name)
        if (children.length === 0 && instance.isRemote(name)) calls.add(name)
        for (const [, child] of children) {
          // Which output: the first name behind the call's own, and behind its key.
          const output = steps.slice(1).find((step) => child.module.outputs.has(String(step)))
          const value = child.module.outputs.get(String(output))
          if (value) waiting.push([value.value, child])
        }
      }
    }
  }
  return { targets, calls }
}
