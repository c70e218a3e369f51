import { modelledErrors } from './model.ts'

/** Names that every AWS service answers with, and their statuses (https://docs.aws.amazon.com/imagebuilder/latest/APIReference/CommonErrors.html). */
const commonErrors: ReadonlyMap<string, number> = new Map([
  ['AWSOrganizationsNotInUseException', 400],
  ['AccessDeniedException', 403],
  ['ExpiredTokenException', 403],
  ['IncompleteSignatureException', 400],
  ['InternalFailure', 500],
  ['MissingAuthenticationTokenException', 403],
  ['RequestEntityTooLargeException', 413],
  ['NoSuchEntity', 404],
  ['NotFound', 404],
  ['RequestLimitExceeded', 400],
  ['SerializationException', 400],
  ['ThrottlingException', 400],
  ['UnknownOperationException', 404],
])

/** What the service answers instead of an output. */
export class ApiError extends Error {
  override readonly name: string
  readonly status: number
  /** Sent as Retry-After, in seconds. */
  readonly retryAfter: number | undefined

  constructor(name: string, message: string, retryAfter?: number) {
    super(message)
    this.name = name
    this.status = statusOf(name) ?? 400
    this.retryAfter = retryAfter
  }
}

/** HTTP status of an error that the service may answer with; undefined when there is no error of that name. */
export function statusOf(name: string): number | undefined {
  return modelledErrors.get(name) ?? commonErrors.get(name)
}

export const errorNames: readonly string[] = [...modelledErrors.keys(), ...commonErrors.keys()]

export function notFound(arn: string): ApiError {
  return new ApiError('ResourceNotFoundException', `The resource with ARN '${arn}' does not exist.`)
}

export function invalidRequest(message: string): ApiError {
  return new ApiError('InvalidRequestException', message)
}
