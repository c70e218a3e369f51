import { load } from 'js-yaml'
import { ioProblem } from '../files/io-problem.ts'
import { mostBytes } from '../files/most-bytes.ts'
import { readText } from '../files/read-file.ts'
import { parseImageBuilderArn } from '../model/arn.ts'
import { GuardError } from '../model/errors.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject, parseJson } from '../model/json.ts'
import type { AccountSeed } from './account/account-seed.ts'
import { checkSurroundings, type OrganizationSeed, type Surroundings } from './organization.ts'
import { dropNulls } from './request-input.ts'
import type { Store } from './store.ts'

/** What a fresh server holds, in the API's output shapes, or as a list of specs. */
export type Seed =
  | {
      infrastructureConfigurations?: JsonObject[]
      imagePipelines?: JsonObject[]
      /** What Organizations answers. */
      organization?: OrganizationSeed
      /** Regions that are enabled in every account. Default: those in which it has resources. */
      regions?: string[]
      /** What there is in each account for builds to use, by account. */
      account?: Record<string, AccountSeed>
    }
  | JsonObject[]

/** @throws {GuardError} when the file cannot be read or parsed */
export function readSeed(file: string): Seed {
  const text = textOf(file)
  try {
    const value: unknown = file.endsWith('.json') ? parseJson(text) : load(text, { filename: file })
    // As JSON: what YAML has beyond it, such as dates, is text to the API.
    return parseJson(JSON.stringify(value ?? [])) as Seed
  } catch (error) {
    throw new GuardError('Config', `Cannot read the seed ${file}: ${(error as Error).message}`, {
      hint: 'Fix the file: YAML, or JSON in a file that ends in .json.',
      cause: error,
    })
  }
}

function textOf(file: string): string {
  try {
    return readText(file, mostBytes.policy)
  } catch (cause) {
    throw new GuardError('NotFound', `Cannot read the seed ${file}: ${ioProblem(cause)}.`, {
      hint: 'Name a YAML or JSON file, in --seed or local.seed of the config.',
      cause,
    })
  }
}

/** @throws {GuardError} naming every entry that is no resource, or one for the second time */
export function plant(seed: Seed, store: Store): void {
  const { infrastructureConfigurations = [], imagePipelines = [] } = listsOf(seed)
  const found = [
    ...infrastructureConfigurations.map((item) => toResource(item, 'infrastructure-configuration')),
    ...imagePipelines.map((item) => toResource(item, 'image-pipeline')),
  ]
  const resources = found.flatMap((entry) => ('put' in entry ? [entry.put] : []))
  const repeated = [...Map.groupBy(resources, ({ arn }) => arn)].filter(([, entries]) => entries.length > 1)
  const problems = [
    ...found.flatMap((entry) => ('problem' in entry ? [entry.problem] : [])),
    ...repeated.map(([arn]) => `Several entries have the ARN ${JSON.stringify(arn)}.`),
  ]
  if (problems.length > 0) {
    const details = problems.map((message) => ({ message }))
    throw new GuardError('Config', 'The seed has entries that are no resources.', { details })
  }
  store.plant(resources)
}

/** What a seed says of what stands beside Image Builder: it holds whatever is stored already. */
export function surroundingsOf(seed: Seed): Surroundings {
  if (Array.isArray(seed) || !isObject(seed)) return {}
  return checkSurroundings(seed.organization as Json | undefined, seed.regions, seed.account as Json | undefined)
}

const lists = ['infrastructureConfigurations', 'imagePipelines']
const others = ['organization', 'regions', 'account']

function listsOf(seed: Seed): { infrastructureConfigurations?: Json[]; imagePipelines?: Json[] } {
  if (Array.isArray(seed)) return { infrastructureConfigurations: seed }
  const isSeed =
    isObject(seed) &&
    Object.entries(seed).every(([key, value]) => others.includes(key) || (lists.includes(key) && Array.isArray(value)))
  if (isSeed) return seed as { infrastructureConfigurations?: Json[]; imagePipelines?: Json[] }
  throw new GuardError('Config', 'The seed is neither a list of specs nor an object with lists of resources.', {
    hint: 'Expected { infrastructureConfigurations: […], imagePipelines: […], organization: { accounts: […] }, regions: […], account: { … } } or a list of specs.',
  })
}

/** A spec carries its ARN under the request's name and, besides the settings, what is meant for other tools. */
function toResource(item: Json, type: string): { put: { arn: string; resource: JsonObject } } | { problem: string } {
  if (!isObject(item)) return { problem: `An entry is ${JSON.stringify(item)}, expected an object.` }
  const { infrastructureConfigurationArn, clientToken: _token, 'x-guard': _guard, ...settings } = item
  const isSpec = item.arn === undefined && type === 'infrastructure-configuration'
  const arn = isSpec ? infrastructureConfigurationArn : item.arn
  const parsed = typeof arn === 'string' ? parseImageBuilderArn(arn) : undefined
  if (typeof arn !== 'string' || parsed?.type !== type) {
    return { problem: `An entry has the ARN ${JSON.stringify(arn)}, expected one of type ${type}.` }
  }
  const resource: JsonObject = {
    arn,
    name: parsed.id,
    ...(parseJson(JSON.stringify(isSpec ? settings : item)) as JsonObject),
  }
  dropNulls(resource)
  return { put: { arn, resource } }
}
