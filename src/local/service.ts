import { parseImageBuilderArn } from '../model/arn.ts'
import type { WallClock } from '../model/clock.ts'
import type { JsonObject } from '../model/json.ts'
import type { Random } from '../model/random.ts'
import { ApiError } from './api-error.ts'
import { authenticate, type Caller } from './caller.ts'
import { badGateway, type Call, errorReply, jsonReply, type Reply } from './exchange.ts'
import type { FaultPlan, Strike } from './faults.ts'
import { recall, remember } from './idempotency.ts'
import { operations as models } from './model.ts'
import type { Mutation } from './mutation-log.ts'
import type { Effect, Operation, Scope } from './operation.ts'
import { served } from './operations.ts'
import type { Surroundings } from './organization.ts'
import { answerOther, otherServiceOf } from './other-services.ts'
import { readInput } from './request-input.ts'
import { authorize } from './resources.ts'
import type { Store } from './store.ts'
import type { TokenBuckets } from './token-bucket.ts'
import { validate } from './validate.ts'

export interface ServiceParts {
  /** Whether the server may be called by that name. */
  acceptsHost(header: string | undefined): boolean
  /** Account of keys that carry none. */
  account: string
  store: Store
  /** What there is beside Image Builder. */
  surroundings: Surroundings
  faults: FaultPlan
  /** Unlimited without one. */
  buckets: Record<Operation['access'], TokenBuckets | undefined>
  retryAfter: boolean
  clock: WallClock
  random: Random
  onMutation(mutation: Mutation): void
  /** Whether the store's disk keeps the line of the mutation log. */
  logged: boolean
}

const routes: ReadonlyMap<string, Operation> = new Map(
  served.map((operation) => [`${models[operation.name].method} ${models[operation.name].uri}`, operation]),
)

/** EC2 Image Builder and what is needed of other services, as a function from a request to its answer over a store. */
export function createService(parts: ServiceParts): (call: Call) => Reply {
  return (call) => {
    const requestId = parts.random.uuid()
    const other = otherServiceOf(call)
    if (other) return answerOther(other, call, requestId, parts, () => requireOwnName(call, parts))
    try {
      requireOwnName(call, parts)
      return answer(call, requestId, parts)
    } catch (error) {
      // Else a bug, or a disk that is full: the client may try again.
      const known = error instanceof ApiError ? error : new ApiError('ServiceException', `Internal error: ${error}`)
      return errorReply(known, requestId, parts.retryAfter)
    }
  }
}

function requireOwnName({ headers }: Call, { acceptsHost }: ServiceParts): void {
  if (acceptsHost(headers.host)) return
  const name = JSON.stringify(headers.host?.slice(0, 200))
  throw new ApiError(
    'AccessDeniedException',
    `The local Image Builder listens for this machine only and does not answer to the Host ${name}. Call it by localhost or 127.0.0.1, or start it with --host and the address that others are to reach it by.`,
  )
}

function answer(call: Call, requestId: string, parts: ServiceParts): Reply {
  const caller = authenticate(call.headers)
  const operation = route(call)
  const model = models[operation.name]
  const input = readInput(model, call)
  validate(input, model.input, operation.invalid ?? 'InvalidRequestException')
  const scope = scopeOf(operation, input, caller, requestId, parts)

  const token = recall(operation.name, input, scope)
  const effect: Effect = token?.answer ? { output: token.answer } : operation.run(input, scope)
  const arn = targetOf(operation, input) ?? arnIn(effect.output)
  const spend = takeToken(operation, scope, parts)
  const strike = parts.faults.strike({
    operation: operation.name,
    arn,
    now: scope.now,
    roll: () => parts.random.next(),
  })
  if (strike.error) return { ...errorReply(strike.error, requestId, parts.retryAfter), delayMs: strike.delayMs }
  if (strike.cut === 'reset-before' || strike.cut === 'html-502') return struck(strike, requestId, {})
  spend()
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
    account: arn === undefined ? own : (parseImageBuilderArn(arn)?.account ?? own),
    region: caller.region,
    now: clock.now(),
    requestId,
    store,
  }
}

function targetOf({ target }: Operation, input: JsonObject): string | undefined {
  return target === undefined ? undefined : String(input[target])
}

/** The ARN that a Create answers, '' for a List. */
function arnIn(output: JsonObject): string {
  return String(Object.entries(output).find(([member]) => member.endsWith('Arn'))?.[1] ?? '')
}

/** After everything that refuses; what a fault keeps from the service takes no token of the bucket either. */
function takeToken({ access }: Operation, { account, region, now }: Scope, parts: ServiceParts): () => void {
  const bucket = parts.buckets[access]
  if (!bucket) return () => {}
  const lane = `${account}/${region}`
  const wait = bucket.wait(lane, now)
  if (wait > 0) {
    throw new ApiError('CallRateLimitExceededException', 'Rate exceeded', Math.ceil(wait / 1000))
  }
  return () => bucket.spend(lane)
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
  if (cut === 'html-502') return { ...badGateway, delayMs }
  const reply = { ...jsonReply(200, requestId, output), delayMs }
  if (cut === undefined) return reply
  return { ...reply, cut: cut === 'truncate' ? 'truncate' : 'reset' }
}
