import type { MapEntry, SourceNode } from '../../document/node.ts'
import type { ImageType } from '../../model/spec.ts'
import { pascalNaming } from '../../resource/names.ts'
import { resourceType } from '../../resource/resource-type.ts'
import type { Instance } from './instance.ts'
import { isStack } from './instances.ts'
import { referencesIn } from './references.ts'
import { childOf, entryIn, typeOf } from './template.ts'

/** What pipelines and images say of the configurations that they use. */
export interface Uses {
  imageTypeOf(file: string, logicalId: string): ImageType | undefined
  hidden: readonly HiddenUse[]
}

/** A pipeline or image whose configuration is in a stack that is not read. */
interface HiddenUse {
  user: MapEntry
  template: Instance['template']
  stack: string
}

const users = ['AWS::ImageBuilder::ImagePipeline', 'AWS::ImageBuilder::Image']

/** What is built with a configuration: containers, where any pipeline or image that refers to it has a container recipe. */
export function usesOf(instances: readonly Instance[]): Uses {
  const types = new Map<string, ImageType>()
  const hidden: HiddenUse[] = []
  for (const instance of instances) {
    for (const user of instance.template.resources.values()) {
      if (!users.includes(typeOf(user) ?? '')) continue
      const properties = childOf(user.value, 'Properties')
      const reference = childOf(properties, pascalNaming.ownName(resourceType.arnField))
      const imageType = recipeOf(properties)
      if (!reference) continue
      const stack = remoteStackIn(reference, instance)
      if (stack !== undefined) hidden.push({ user, template: instance.template, stack })
      if (!imageType) continue
      for (const target of targetsOf(reference, instance, new Set()))
        if (types.get(target) !== 'DOCKER') types.set(target, imageType)
    }
  }
  return { imageTypeOf: (file, logicalId) => types.get(keyOf(file, logicalId)), hidden }
}

/** The nested stack that a reference leads to, where its template is not at hand. */
function remoteStackIn(reference: SourceNode, { template, children }: Instance): string | undefined {
  return referencesIn(reference, template.text)
    .map(([name]) => name)
    .find((name) => {
      const entry = template.resources.get(name)
      return entry && isStack(entry) && !children.has(name)
    })
}

/** One that a condition chooses counts as both kinds, and containers need more. */
function recipeOf(properties: SourceNode | undefined): ImageType | undefined {
  const isThere = (key: string): boolean => {
    const entry = entryIn(properties, key)
    return entry !== undefined && !isNoValue(entry)
  }
  if (isThere('ContainerRecipeArn')) return 'DOCKER'
  return isThere('ImageRecipeArn') ? 'AMI' : undefined
}

function isNoValue({ value }: MapEntry): boolean {
  const name = childOf(value, 'Ref')
  return name?.kind === 'scalar' && name.value === 'AWS::NoValue'
}

const keyOf = (file: string, logicalId: string): string => JSON.stringify([file, logicalId])

/** The resources that an expression can lead to, also through parameters and outputs of nested stacks. */
function targetsOf(node: SourceNode, instance: Instance, seen: Set<SourceNode>): string[] {
  if (seen.has(node)) return []
  seen.add(node)
  return referencesIn(node, instance.template.text).flatMap(([name, attribute]) => {
    const { template, parent, children } = instance
    const argument = parent && template.parameters.has(name) ? entryIn(parent.call, name)?.value : undefined
    if (parent && argument) return targetsOf(argument, parent.instance, seen)
    const child = children.get(name)
    const output = child?.template.outputs.get(attribute.replace(/^Outputs\./, ''))
    const value = output && childOf(output.value, 'Value')
    if (child && value) return targetsOf(value, child, seen)
    return [keyOf(template.file, name)]
  })
}
