import type { JsonObject } from '../model.ts'
import { ApiError } from './api-error.ts'
import { arnName } from './arn.ts'
import type { Effect, Scope } from './operation.ts'
import { create, find } from './resources.ts'

/**
 * A version with wildcards, which the service would number itself, is refused.
 * @throws {ApiError}
 */
export function createRecipe(type: string, arnMember: string, input: JsonObject, scope: Scope): Effect {
  const { name, semanticVersion, clientToken: _token, dryRun: _dryRun, tags: _tags, ...settings } = input
  if (!/^\d+\.\d+\.\d+$/.test(String(semanticVersion))) {
    throw new ApiError(
      'InvalidVersionNumberException',
      `The version '${String(semanticVersion)}' has wildcards, which the local Image Builder does not number.`,
    )
  }
  const fields: JsonObject = { name: String(name), ...settings, version: String(semanticVersion), owner: scope.account }
  return create({ type, id: `${arnName(String(name))}/${String(semanticVersion)}`, arnMember, fields }, input, scope)
}

/**
 * A recipe by its ARN; an `x` in the version stands for the newest that there is.
 * @throws {ApiError} ResourceNotFoundException
 */
export function findRecipe(arn: string, scope: Scope): JsonObject {
  const slash = arn.lastIndexOf('/')
  const version = arn.slice(slash + 1).split('.')
  if (!version.includes('x')) return find(arn, scope)
  const newest = [...scope.store.list(arn.slice(0, arn.indexOf('/')))]
    .filter((entry) => entry.arn.slice(0, slash) === arn.slice(0, slash))
    .map((entry) => ({ resource: entry.resource, parts: entry.arn.slice(slash + 1).split('.') }))
    .filter(({ parts }) => version.every((part, index) => part === 'x' || part === parts[index]))
    .sort((a, b) => compareVersions(b.parts, a.parts))[0]
  return newest?.resource ?? find(arn, scope)
}

function compareVersions(a: readonly string[], b: readonly string[]): number {
  const differing = a.findIndex((part, index) => part !== b[index])
  return differing < 0 ? 0 : Number(a[differing]) - Number(b[differing])
}
