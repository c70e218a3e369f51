import type { Lane } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import type { resourceType } from '../resource/resource-type.ts'
import type { AccountCalls } from './account-calls.ts'

/** EC2 Image Builder in one account and Region, in raw JSON so that fields this version does not know survive. */
export interface ImageBuilder {
  /**
   * The configuration, as Get answers it.
   * @throws {ServiceError} `not-found` when it does not exist
   */
  get(arn: string, signal?: AbortSignal): Promise<JsonObject>
  /**
   * Sends `request` as the body of an Update; it holds ARN and client token. `leaving` is asked
   * when the request, signed, has its connection: an error that it returns keeps the request back, and the call rejects.
   */
  update(request: JsonObject, signal?: AbortSignal, leaving?: () => Error | undefined): Promise<{ requestId?: string }>
  /** One page of ListImagePipelines. */
  listImagePipelines(nextToken?: string, signal?: AbortSignal): Promise<Page>
  /** One page of the configurations. */
  [resourceType.methods.list](nextToken?: string, signal?: AbortSignal): Promise<Page>
  /**
   * The account of STS GetCallerIdentity, or undefined where the check does not apply (a local stand-in) or the config
   * leaves it out.
   */
  callerAccount(signal?: AbortSignal): Promise<string | undefined>
  /** The other services of the account and Region; absent from clients that know Image Builder alone. */
  account?: AccountCalls
}

export interface Page {
  items: JsonObject[]
  nextToken?: string
}

/** Makes, or returns again, the client of a lane. */
export type ImageBuilders = (lane: Lane) => ImageBuilder

/**
 * How a failed call is to be treated. By name, never by status alone: ResourceInUse and broken requests are both 400.
 * - `throttled`: slow down, send again; `unavailable`: 5xx, connection or time-out, outcome of a write unknown
 * - `in-use`: retry slowly; `profile-missing`: a fresh instance profile is not visible yet
 * - `token-mismatch`: the client token was used with other parameters; `refused`: any other answer that stays
 * - `machine`: nothing was sent, for something is wrong here (a certificate, a file, a permission)
 */
export type ServiceErrorKind =
  | 'throttled'
  | 'unavailable'
  | 'in-use'
  | 'profile-missing'
  | 'token-mismatch'
  | 'not-found'
  | 'credentials'
  | 'machine'
  | 'refused'

export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  readonly kind: ServiceErrorKind
  /** The service's name of the error, or the socket's or SDK's when no answer came. */
  readonly code: string
  readonly requestId: string | undefined
  /** From `Retry-After`. */
  readonly retryAfterMs: number | undefined

  constructor(
    kind: ServiceErrorKind,
    code: string,
    message: string,
    options: { requestId?: string | undefined; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.kind = kind
    this.code = code
    this.requestId = options.requestId
    this.retryAfterMs = options.retryAfterMs
  }
}
