import type { IncomingHttpHeaders } from 'node:http'
import type { Json, JsonObject } from '../model.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import { ApiError } from './api-error.ts'
import { parseArn } from './arn.ts'
import { authenticate, type Caller } from './caller.ts'
import type { FaultPlan, Strike } from './faults.ts'
import { recall, remember } from './idempotency.ts'
import { operations as models } from './model.ts'
import type { Effect, Operation, Scope } from './operation.ts'
import { served } from './operations.ts'
import { readInput } from './request-input.ts'
import { authorize } from './resources.ts'
import type { Store } from './store.ts'
import { answerSts } from './sts.ts'
import type { TokenBuckets } from './token-bucket.ts'
import { validate } from './validate.ts'

/** A request, as far as the service reads it. */
export interface Call {
  method: string
  /** Still percent-encoded. */
  path: string
  query: string
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Reply {
  status: number
  headers: Record<string, string>
  body: string
  /** Milliseconds until it is sent. */
  delayMs?: number
  /** How the connection ends instead of with the whole answer. */
  cut?: 'reset' | 'truncate'
}

/** An accepted mutation. */
export interface Mutation {
  /** ISO 8601. */
  time: string
  operation: string
  account: string
  region: string
  arn: string
  requestId: string
  clientToken?: string
  /** The input, its nulls left out. */
  request: JsonObject
}

export interface ServiceParts {
  /** Account of keys that carry none. */
  account: string
  store: Store
  faults: FaultPlan
  buckets: { read?: TokenBuckets | undefined; write?: TokenBuckets | undefined }
  retryAfter: boolean
  clock: Clock
  random: Random
  onMutation(mutation: Mutation): void
  /** Whether the store's disk keeps the line of the mutation log. */
  logged: boolean
}

const routes: ReadonlyMap<string, Operation> = new Map(
  served.map((operation) => [`${models[operation.name].method} ${models[operation.name].uri}`, operation]),
)

/** EC2 Image Builder and what is needed of STS, as a function from a request to its answer over a store. */
export function createService(parts: ServiceParts): (call: Call) => Reply {
  return (call) => {
    const requestId = parts.random.uuid()
    if (call.path === '/') return answerSts(call, requestId, parts)
    try {
      return answer(call, requestId, parts)
    } catch (error) {
      if (error instanceof ApiError) return errorReply(error, requestId)
      // A bug, or a disk that is full: the client may try again.
      return errorReply(new ApiError('ServiceException', `Internal error: ${String(error)}`), requestId)
    }
  }
}

function answer(call: Call, requestId: string, parts: ServiceParts): Reply {
  const caller = authenticate(call.headers)
  const operation = route(call)
  const model = models[operation.name]
  const input = readInput(model, call.path, call.query, call.body)
  validate(input, model.input, operation.invalid ?? 'InvalidRequestException')
  const scope = scopeOf(operation, input, caller, requestId, parts)

  const token = recall(operation.name, input, scope)
  const effect: Effect = token?.answer ? { output: token.answer } : operation.run(input, scope)
  const arn = effect.put?.arn ?? effect.remove ?? targetOf(operation, input) ?? ''
  throttle(operation, scope, parts)
  const strike = parts.faults.strike({
    operation: operation.name,
    arn,
    now: scope.now,
    roll: () => parts.random.next(),
  })
  if (strike.cut === 'reset-before' || strike.cut === 'html-502') return struck(strike, requestId, {})
  if (effect.put || effect.remove !== undefined) {
    const mutation = mutationOf(operation.name, arn, input, scope)
    parts.store.commit({
      ...(effect.put && { put: effect.put }),
      ...(effect.remove !== undefined && { remove: effect.remove }),
      ...(token && { memory: remember(token, effect.output, scope.now) }),
      ...(parts.logged && { line: JSON.stringify(mutation) }),
    })
    parts.onMutation(mutation)
  }
  return struck(strike, requestId, effect.output)
}

function route({ method, path }: Call): Operation {
  const uri = path.startsWith('/tags/') ? '/tags/{resourceArn}' : path
  const operation = routes.get(`${method} ${uri}`)
  if (operation) return operation
  throw new ApiError(
    'UnknownOperationException',
    `The local Image Builder does not serve ${method} ${path.slice(0, 200)}. It serves: ${Object.keys(models).join(', ')}.`,
  )
}

/** A request about a resource belongs to the account of its ARN, any other to the key's. */
function scopeOf(
  operation: Operation,
  input: JsonObject,
  caller: Caller,
  requestId: string,
  { account, clock, store }: ServiceParts,
): Scope {
  const arn = targetOf(operation, input)
  if (arn !== undefined) authorize(arn, caller.account, caller.region)
  const own = caller.account ?? account
  return {
    account: arn === undefined ? own : (parseArn(arn)?.account ?? own),
    region: caller.region,
    now: clock.now(),
    requestId,
    store,
  }
}

function targetOf({ target }: Operation, input: JsonObject): string | undefined {
  return target === undefined ? undefined : String(input[target])
}

/** After everything that refuses, so that a refused request takes no token of the bucket. */
function throttle({ access }: Operation, { account, region, now }: Scope, parts: ServiceParts): void {
  const wait = parts.buckets[access]?.take(`${account}/${region}`, now) ?? 0
  if (wait === 0) return
  const retryAfter = parts.retryAfter ? Math.ceil(wait / 1000) : undefined
  throw new ApiError('CallRateLimitExceededException', 'Rate exceeded', retryAfter)
}

function mutationOf(operation: string, arn: string, request: JsonObject, scope: Scope): Mutation {
  const { account, region, requestId, now } = scope
  const { clientToken } = request
  const time = new Date(now).toISOString()
  return {
    time,
    operation,
    account,
    region,
    arn,
    requestId,
    ...(typeof clientToken === 'string' && { clientToken }),
    request,
  }
}

function struck({ delayMs, cut }: Strike, requestId: string, output: JsonObject): Reply {
  if (cut === 'html-502') {
    const body = '<html><body><h1>502 Bad Gateway</h1></body></html>\n'
    return { status: 502, headers: { 'content-type': 'text/html' }, body, delayMs }
  }
  const reply = { ...jsonReply(200, requestId, output), delayMs }
  if (cut === undefined) return reply
  return { ...reply, cut: cut === 'truncate' ? 'truncate' : 'reset' }
}

export function errorReply({ name, message, status, retryAfter }: ApiError, requestId: string): Reply {
  const reply = jsonReply(status, requestId, { __type: name, message })
  const headers = { ...reply.headers, 'x-amzn-errortype': name }
  return { ...reply, headers: retryAfter === undefined ? headers : { ...headers, 'retry-after': String(retryAfter) } }
}

function jsonReply(status: number, requestId: string, body: Json): Reply {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': requestId }
  return { status, headers, body: JSON.stringify(body) }
}
