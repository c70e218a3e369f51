import { collectionOf } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import type { Effect, Scope } from './operation.ts'
import { arnName, create, find } from './resources.ts'
import { assignVersion, hasWildcard, newestOf, parseVersion, references } from './versions.ts'

/** @throws {ApiError} */
export function createRecipe(type: string, arnMember: string, input: JsonObject, scope: Scope): Effect {
  const { name, semanticVersion, clientToken: _token, dryRun: _dryRun, tags: _tags, ...settings } = input
  const asked = parseVersion(String(semanticVersion), 'InvalidVersionNumberException')
  const id = arnName(String(name))
  const version = assignVersion(asked, versionsOf(`${collectionOf(type, scope.account, scope.region)}/${id}`, scope))
  const fields: JsonObject = { name: String(name), ...settings, version, owner: scope.account }
  const { output, put } = create({ type, id: `${id}/${version}`, arnMember, fields }, input, scope)
  return { output: { ...output, ...latestOf(put.arn) }, put }
}

/**
 * The answer about a recipe; an `x` in the version of its ARN stands for the newest that there is.
 * @throws {ApiError} ResourceNotFoundException
 */
export function getRecipe(member: string, arn: string, scope: Scope): Effect {
  const recipe = findRecipe(arn, scope)
  return { output: { requestId: scope.requestId, [member]: recipe, ...latestOf(String(recipe.arn)) } }
}

/** @throws {ApiError} ResourceNotFoundException */
export function findRecipe(arn: string, scope: Scope): JsonObject {
  const [family, text] = splitVersion(arn)
  const asked = parseVersion(text, 'InvalidRequestException')
  const newest = hasWildcard(asked) ? newestOf(asked, versionsOf(family, scope)) : undefined
  return find(newest === undefined ? arn : `${family}/${newest}`, scope)
}

function latestOf(arn: string): JsonObject {
  const [family, version] = splitVersion(arn)
  const latest = Object.entries(references(version)).map(([name, text]) => [name, `${family}/${text}`])
  return { latestVersionReferences: Object.fromEntries(latest) }
}

function versionsOf(family: string, { store }: Scope): string[] {
  return [...store.list(family.slice(0, family.indexOf('/')))]
    .map(({ arn }) => splitVersion(arn))
    .flatMap(([name, version]) => (name === family ? [version] : []))
}

function splitVersion(arn: string): [family: string, version: string] {
  const slash = arn.lastIndexOf('/')
  return [arn.slice(0, slash), arn.slice(slash + 1)]
}
