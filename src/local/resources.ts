import { collectionOf, parseImageBuilderArn } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import { ApiError, notFound } from './api-error.ts'
import { membersOf, shapeOf } from './model.ts'
import type { Effect, Scope } from './operation.ts'

/** @throws {ApiError} ResourceNotFoundException */
export function find(arn: string, { store }: Scope): JsonObject {
  const resource = store.get(arn)
  if (!resource) throw notFound(arn)
  return resource
}

/**
 * Holds an ARN that a request names against caller and Region.
 * @throws {ApiError} ForbiddenException for another account than the key's, ResourceNotFoundException for another Region
 */
export function authorize(arn: string, account: string | undefined, region: string): void {
  const parsed = parseImageBuilderArn(arn)
  if (account !== undefined && parsed && /^\d{12}$/.test(parsed.account) && parsed.account !== account) {
    throw new ApiError(
      'ForbiddenException',
      `The caller of account ${account} is not authorized to access the resource '${arn}'.`,
    )
  }
  if (parsed?.region !== region) throw notFound(arn)
}

/**
 * The service lower-cases a name and turns spaces and underscores to hyphens
 * (https://docs.aws.amazon.com/cli/latest/reference/imagebuilder/create-infrastructure-configuration.html, sample).
 */
export function arnName(name: string): string {
  return name.toLowerCase().replaceAll(/[ _]/g, '-')
}

export interface Creation {
  /** Type of the resource, as in its ARN. */
  type: string
  /** What follows the type in the ARN. */
  id: string
  /** Member of the answer that holds the ARN. */
  arnMember: string
  fields: JsonObject
}

/** @throws {ApiError} when there is a resource of that ARN already, or after a dry run */
export function create(
  { type, id, arnMember, fields }: Creation,
  input: JsonObject,
  scope: Scope,
): Required<Pick<Effect, 'output' | 'put'>> {
  const arn = `${collectionOf(type, scope.account, scope.region)}/${id}`
  if (scope.store.get(arn)) {
    throw new ApiError('ResourceAlreadyExistsException', `The resource with ARN '${arn}' already exists.`)
  }
  if (input.dryRun === true) {
    throw new ApiError('DryRunOperationException', 'The dry run operation of the resource was successful.')
  }
  const dateCreated = timestamp(scope.now)
  return {
    output: { requestId: scope.requestId, clientToken: input.clientToken ?? null, [arnMember]: arn },
    put: { arn, resource: { arn, ...fields, dateCreated, tags: input.tags ?? {} } },
  }
}

/** The members that a shape of the model has, in its order. */
export function pick(resource: JsonObject, shapeName: string): JsonObject {
  const members = membersOf(shapeOf(shapeName))
  return Object.fromEntries(
    members.flatMap(([name]) => {
      const value = resource[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

export function timestamp(now: number): string {
  return new Date(now).toISOString()
}
