import { GuardError } from '../model/errors.ts'
import { ServiceError, type ServiceErrorKind } from './image-builder.ts'

const throttles = new Set([
  'CallRateLimitExceededException',
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'Throttled',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'SlowDown',
])
const unavailable = new Set(['ServiceException', 'ServiceUnavailableException', 'InternalFailure', 'RequestTimeout'])
const credentials = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredTokenException',
  'ExpiredToken',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
])

/** What a call signed with a wrong clock is refused with. */
const skewed = new Set([
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
])

/** What a network or the other side of a connection does: it may be over in a moment. */
const outages = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'EPROTO',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENETRESET',
  'EADDRNOTAVAIL',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_DESTROYED',
  'ERR_SOCKET_CLOSED',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
])

/** What the SDK throws, as far as it is read here. */
interface SdkError extends Error {
  code?: string
  $metadata?: { httpStatusCode?: number; requestId?: string; clockSkewCorrected?: boolean }
  $response?: { statusCode?: number; headers?: Record<string, string> }
}

/**
 * A failed call in our words; what is no answer and no connection (a bug) is returned as it is.
 * By name, because the API answers 400 both for a configuration in use and for a broken request; by status only where
 * a proxy answered instead of the service.
 */
export function toServiceError(thrown: unknown, now: number): unknown {
  if (thrown instanceof ServiceError || thrown instanceof GuardError || !(thrown instanceof Error)) return thrown
  const error: SdkError = thrown
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode
  // The SDK has set its clock by the answer's date: sent again, the call is signed in time. It says so of whatever
  // fails while the machine's clock is off, of a throttle or a missing target too.
  const kind = error.$metadata?.clockSkewCorrected && skewed.has(error.name) ? 'unavailable' : kindOf(error, status)
  if (!kind) return error
  return new ServiceError(kind, codeOf(error, status), messageOf(error, status), {
    requestId: error.$metadata?.requestId,
    retryAfterMs: retryAfterOf(error.$response?.headers ?? {}, now),
    cause: error,
  })
}

/** The same for STS. It is asked without a pacer, so a throttle of its is waited out as an outage is. */
export function toStsError(thrown: unknown): unknown {
  const error = toServiceError(thrown, Date.now())
  if (!(error instanceof ServiceError) || error.kind !== 'throttled') return error
  const { code, message, requestId, retryAfterMs } = error
  return new ServiceError('unavailable', code, message, { requestId, retryAfterMs, cause: thrown })
}

/** The same for the question whose credentials these are; what says itself what it is about stays. */
export function toCallerError(thrown: unknown): unknown {
  const error = toStsError(thrown)
  if (thrown instanceof ServiceError || !(error instanceof ServiceError) || error.kind === 'credentials') return error
  const { kind, code, message, requestId, retryAfterMs } = error
  const wayRound = kind === 'unavailable' ? ' (targets.checkCaller: false in the config leaves the question out)' : ''
  const about = `STS does not say whose credentials these are: ${message}${wayRound}`
  return new ServiceError(kind, code, about, { requestId, retryAfterMs, cause: thrown })
}

/** A failed answer to a raw call; where it does not say what is wrong, its status does. */
export function errorOfAnswer(
  service: string,
  { status, headers }: { status: number; headers: Record<string, string> },
  said: { code?: string; message?: string },
  isSkewed: boolean,
): ServiceError {
  const code = said.code ?? `Http${status}`
  const message = said.message ?? `${service} answers with HTTP status ${status}`
  const named = { name: code, message }
  const isMissing = said.code === undefined ? status === 404 : /NotFound|NoSuch/.test(code)
  const kind = isSkewed ? 'unavailable' : isMissing ? 'not-found' : (kindOf(named, status) ?? 'refused')
  return new ServiceError(kind, code, message, {
    requestId: headers['x-amzn-requestid'] ?? headers['x-amz-request-id'],
    retryAfterMs: retryAfterOf(headers, Date.now()),
  })
}

function kindOf(
  error: Pick<SdkError, 'name' | 'message' | 'code'>,
  status: number | undefined,
): ServiceErrorKind | undefined {
  if (credentials.has(error.name)) return 'credentials'
  if (throttles.has(error.name) || status === 429) return 'throttled'
  if (error.name === 'ResourceInUseException') return 'in-use'
  // Not modelled; a profile that was just made is refused with these words until it has spread (the resource in
  // hashicorp/terraform-provider-aws waits for the same text).
  if (error.message.includes('instance profile does not exist')) return 'profile-missing'
  if (error.name === 'IdempotentParameterMismatchException') return 'token-mismatch'
  if (error.name === 'ResourceNotFoundException') return 'not-found'
  if (unavailable.has(error.name) || (status !== undefined && status >= 500)) return 'unavailable'
  if (status !== undefined && status >= 300) return 'refused'
  // Answered, but cut off or unreadable: the outcome of a write is unknown.
  if (status !== undefined || error.name === 'TimeoutError') return 'unavailable'
  if (error.code === 'ERR_INVALID_URL' || error.name === 'EndpointError') return 'refused'
  if (error.message.startsWith('Region not accepted')) return 'refused'
  return error.code === undefined ? undefined : kindOfSystemError(error.code, error.message)
}

/**
 * No answer came. What a network does passes; all else that Node names by a code (certificates, files, permissions, a proxy
 * that wants a password) is wrong with this machine, and stays so however often it is tried.
 */
function kindOfSystemError(code: string, message: string): ServiceErrorKind | undefined {
  if (outages.has(code) || code.startsWith('HPE_') || code.startsWith('ERR_SSL_')) return 'unavailable'
  if (code === 'ERR_PROXY_TUNNEL') return /\b(40[0-7])\b/.test(message) ? 'machine' : 'unavailable'
  // Node's own complaints about a wrong call are bugs.
  return code.startsWith('ERR_') && !code.startsWith('ERR_TLS_') ? undefined : 'machine'
}

function codeOf(error: SdkError, status: number | undefined): string {
  if (error.code !== undefined && status === undefined) return error.code
  return isServiceName(error.name) ? error.name : `Http${status ?? 'Answer'}`
}

function messageOf(error: SdkError, status: number | undefined): string {
  if (isServiceName(error.name) || status === undefined) return withoutPassword(error.message || error.name)
  return `the answer with HTTP status ${status} is not one of EC2 Image Builder`
}

/** Node names the proxy that a tunnel failed at, with its password. */
function withoutPassword(message: string): string {
  return message.replaceAll(/\/\/[^/@\s]*@/g, '//')
}

/** `SyntaxError`, `Error` and the like are the parser's, met on a proxy's HTML. */
function isServiceName(name: string): boolean {
  return !['Error', 'SyntaxError', 'TypeError', 'Unknown', 'UnknownError'].includes(name)
}

/** A server that asks for more (a header gone wrong, say) is asked again, rather than that a run seems to hang. */
const longestWaitMs = 10 * 60_000

function retryAfterOf(headers: Record<string, string>, now: number): number | undefined {
  const milliseconds = Number(headers['x-amz-retry-after'] ?? Number.NaN)
  if (milliseconds >= 0) return Math.min(milliseconds, longestWaitMs)
  const value = headers['retry-after']
  if (value === undefined) return undefined
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now
  return wait >= 0 ? Math.min(wait, longestWaitMs) : undefined
}
