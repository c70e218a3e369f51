import { HttpRequest } from '@smithy/core/protocols'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Lane } from '../model/arn.ts'
import type { Json, JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import type { AccountCalls, RestAnswer, RestRequest, ServiceName } from './account-calls.ts'
import type { Provider } from './credentials.ts'
import { errorOfAnswer, toServiceError } from './errors.ts'
import { ServiceError } from './image-builder.ts'
import type { AwsOptions } from './options.ts'
import { endpointOf, placeOf, serviceOf } from './services.ts'
import { Sha256 } from './sha256.ts'
import type { Transport } from './transport.ts'
import { untilAborted } from './until-aborted.ts'
import { formOf, readError, readXml } from './wire.ts'

/** A clock that is further off than this is set by the answers' dates, as the SDK does: signatures last five minutes. */
const clockToleranceMs = 4 * 60_000

/** Signs with the clock of AWS: where this machine's is wrong, the answers' dates correct it. */
export function createSignedCalls(
  options: AwsOptions,
  transport: Transport,
  credentialsOf: (lane: Lane) => Provider,
): (lane: Lane) => AccountCalls {
  let clockOffset = 0

  /** Whether a call was signed with a clock that its answer says is wrong; the next are signed with the answer's. */
  function isSkewed(date: string | undefined, signedWith: number): boolean {
    const offset = Date.parse(date ?? '') - Date.now()
    if (!(Math.abs(offset - signedWith) > clockToleranceMs)) return false
    clockOffset = offset
    return true
  }

  async function send(
    lane: Lane,
    service: ServiceName,
    request: RestRequest | FormRequest,
    signedWith: number,
    signal?: AbortSignal,
  ) {
    const { hostname, port, protocol, pathname, host } = endpointOf(service, lane, options)
    const body = typeof request.body === 'object' ? JSON.stringify(request.body) : request.body
    const signer = new SignatureV4({
      credentials: credentialsOf(lane),
      region: placeOf(service, lane).region,
      service,
      sha256: Sha256,
      uriEscapePath: service !== 's3',
    })
    const unsigned = new HttpRequest({
      method: request.method,
      protocol,
      hostname,
      ...(port === '' ? {} : { port: Number(port) }),
      path: pathname.replace(/\/$/, '') + request.path,
      query: request.query ?? {},
      headers: {
        ...request.headers,
        host,
        ...(body !== undefined && { 'content-length': `${Buffer.byteLength(body)}` }),
      },
      ...(body !== undefined && { body }),
    })
    const signed = await signer.sign(unsigned, { signingDate: new Date(Date.now() + signedWith) })
    const handler = service === 'sts' ? transport.stsHandler : transport.requestHandler
    const { response } = await handler.handle(new HttpRequest(signed), signal ? { abortSignal: signal } : {})
    const answer: RestAnswer = {
      status: response.statusCode,
      headers: response.headers,
      text: Buffer.from(response.body).toString(),
    }
    return answer
  }

  /** @throws {ServiceError} for a failed call, but not for those whose kind `isAnswer` */
  async function answered(
    lane: Lane,
    service: ServiceName,
    request: RestRequest | FormRequest,
    isAnswer: (error: ServiceError) => boolean,
    signal?: AbortSignal,
  ): Promise<RestAnswer> {
    try {
      const signedWith = clockOffset
      const answer = await untilAborted(send(lane, service, request, signedWith, signal), signal)
      const wasSkewed = isSkewed(answer.headers.date, signedWith)
      if (answer.status < 300) return answer
      const error = errorOfAnswer(service, answer, readError(answer.text, answer.headers), wasSkewed)
      if (isAnswer(error)) return answer
      throw error
    } catch (error) {
      signal?.throwIfAborted()
      throw toServiceError(error, Date.now())
    }
  }

  return (lane) => ({
    async call(service, action, input = {}, signal) {
      const { text, headers } = await answered(lane, service, requestOf(service, action, input), () => false, signal)
      const result = resultOf(service, action, text)
      if (result) return result
      const requestId = headers['x-amzn-requestid']
      throw new ServiceError('unavailable', 'InvalidAnswer', `the answer to ${action} is not one of ${service}`, {
        requestId,
      })
    },
    rest: (service, request, signal) =>
      answered(
        lane,
        service,
        request.body ? { ...request, headers: { 'content-type': 'application/json', ...request.headers } } : request,
        ({ kind }) => kind === 'refused' || kind === 'not-found',
        signal,
      ),
  })
}

interface FormRequest extends Omit<RestRequest, 'body'> {
  body: string
}

function requestOf(service: ServiceName, action: string, input: JsonObject): FormRequest {
  const { protocol, version = '', target } = serviceOf(service)
  if (protocol === 'json') {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${target}.${action}` }
    return { method: 'POST', path: '/', headers, body: JSON.stringify(input) }
  }
  const form = formOf({ Action: action, Version: version, ...input }, protocol === 'ec2')
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  return { method: 'POST', path: '/', headers, body: String(form) }
}

/** Undefined for what is no answer to the action. */
function resultOf(service: ServiceName, action: string, text: string): JsonObject | undefined {
  try {
    if (serviceOf(service).protocol === 'json') return asObject(JSON.parse(text))
    const { root, value } = readXml(text)
    if (root !== `${action}Response`) return undefined
    // Of the query protocol the result is wrapped once more; `""` is one without members.
    const result = value[`${action}Result`]
    return result === undefined ? value : asObject(result === '' ? {} : result)
  } catch {
    return undefined
  }
}

function asObject(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined
}
