import { type OperationName, operations } from '../../../src/local/model.ts'
import type { Json, JsonObject } from '../../../src/model/json.ts'
import { account, arnOf } from './client.ts'

/** What a `Call` does: answers the output, or throws. */
export type Call = (name: OperationName, input: JsonObject) => Promise<JsonObject>

const component = 'arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x'

type Target =
  | 'infrastructureConfigurationArn'
  | 'imageRecipeArn'
  | 'containerRecipeArn'
  | 'imagePipelineArn'
  | 'resourceArn'

/** ARNs of one resource of each type, by the names that requests use. */
export const world: Readonly<Record<Target, string>> = {
  infrastructureConfigurationArn: arnOf('world'),
  imageRecipeArn: arnOf('world/1.0.0', 'image-recipe'),
  containerRecipeArn: arnOf('world/1.0.0', 'container-recipe'),
  imagePipelineArn: arnOf('world', 'image-pipeline'),
  resourceArn: arnOf('world/1.0.0', 'container-recipe'),
}

type Creation = Extract<OperationName, `Create${string}`>

/** The least that each Create takes. */
export const creations: Readonly<Record<Creation, JsonObject>> = {
  CreateInfrastructureConfiguration: { instanceProfileName: 'builder' },
  CreateImageRecipe: { semanticVersion: '1.0.0', parentImage: 'ami-1', components: [{ componentArn: component }] },
  CreateContainerRecipe: {
    semanticVersion: '1.0.0',
    parentImage: 'amazonlinux:2023',
    containerType: 'DOCKER',
    targetRepository: { service: 'ECR', repositoryName: 'web' },
    components: [{ componentArn: component }],
  },
  CreateImagePipeline: {
    infrastructureConfigurationArn: arnOf('world'),
    containerRecipeArn: arnOf('world/1.0.0', 'container-recipe'),
  },
}

export function isCreation(name: OperationName): name is Creation {
  return Object.hasOwn(creations, name)
}

/** The same with the ARNs of another account. */
export function ofAccount(owner: string, input: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(input).replaceAll(account, owner))
}

/** Creates what `world` names, for a caller of the account `owner`. */
export async function createWorld(call: Call, owner: string = account): Promise<void> {
  for (const [name, input] of Object.entries(creations) as [Creation, JsonObject][]) {
    await call(name, { ...ofAccount(owner, input), name: 'world', clientToken: `world-${name}` })
  }
}

/** Creates a resource that an operation may delete, or fill with tags, and answers the member that names it. */
export async function createTarget(name: OperationName, call: Call): Promise<JsonObject> {
  const creation = name === 'DeleteImagePipeline' ? 'CreateImagePipeline' : 'CreateInfrastructureConfiguration'
  const unique = crypto.randomUUID()
  const created = await call(creation, { ...creations[creation], name: unique, clientToken: unique })
  const [arn] = Object.entries(created).flatMap(([member, value]) => (member.endsWith('Arn') ? [value] : []))
  const [target = ''] = Object.keys(world).filter((member) => hasMember(name, member))
  return { [target]: arn ?? null }
}

function hasMember(name: OperationName, member: string): boolean {
  return (
    operations[name].uri.includes(member) || member.toLowerCase() === `${name.replace('Delete', '')}Arn`.toLowerCase()
  )
}

/** Makes a valid input obey what no shape says: rules over several members, what has to exist, and unique names. */
export function consistent(name: OperationName, input: JsonObject): JsonObject {
  const { dryRun: _dryRun, nextToken: _token, clientToken, ...rest } = input
  const unique = crypto.randomUUID()
  const ruled: JsonObject = { ...rest }
  if (clientToken !== undefined) ruled.clientToken = unique
  if (name.startsWith('Create')) ruled.name = unique
  if (typeof input.semanticVersion === 'string') ruled.semanticVersion = versionOf(input.semanticVersion)
  for (const [member, arn] of Object.entries(world)) if (Object.hasOwn(input, member)) ruled[member] = arn
  if (name === 'CreateImagePipeline') {
    delete ruled[input.imageRecipeArn === undefined ? 'imageRecipeArn' : 'containerRecipeArn']
    if (input.imageRecipeArn === undefined) ruled.containerRecipeArn = world.containerRecipeArn
  }
  if (name.startsWith('List')) Object.assign(ruled, filtersOf(name, input.filters))
  if (input.subnetId !== undefined && name.endsWith('InfrastructureConfiguration')) ruled.securityGroupIds = ['sg-1']
  if (input.placement) ruled.placement = placementOf(input.placement as JsonObject)
  if (input.resourceTags) ruled.resourceTags = { ...(input.resourceTags as JsonObject), ...reservedAsAbsent }
  return ruled
}

const reservedAsAbsent = Object.fromEntries(
  ['CreatedBy', 'Ec2ImageBuilderArn', 'Name', 'Tags'].map((key) => [key, null]),
)

/** Only wildcards follow a wildcard, and numbers are not too large. */
function versionOf(text: string): string {
  const parts = text.split('.').map((part) => part.slice(0, 9))
  const wildcard = parts.indexOf('x')
  return parts.map((part, index) => (wildcard >= 0 && index > wildcard ? 'x' : part)).join('.')
}

function placementOf({ hostResourceGroupArn: _group, hostId, ...placement }: JsonObject): JsonObject {
  return { ...placement, ...(hostId !== undefined && { tenancy: 'host', hostId }) }
}

function filtersOf(name: OperationName, filters: Json | undefined): JsonObject {
  if (!Array.isArray(filters) || name === 'ListTagsForResource') return {}
  return { filters: filters.map((filter) => ({ values: ['world'], ...(filter as JsonObject), name: 'name' })) }
}
