import type { SignedCalls } from '../../src/aws/account-calls.ts'
import { type ImageBuilder, type ImageBuilders, ServiceError } from '../../src/aws/image-builder.ts'
import { ageFrom, type Clock } from '../../src/model/clock.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Random } from '../../src/model/random.ts'

export interface SimulatedOptions {
  clock: Clock
  random: Random
  /** Updates per second, at a given time. */
  rate?: (now: number) => number
  burst?: number
  latencyMs?: number
  /** @default latencyMs */
  updateLatencyMs?: number
  /** Called for each update that passed the limit, before and after the write; may throw what the service answers. */
  onUpdate?: (arn: string, phase: 'before' | 'after') => void
  onGet?: (arn: string) => void
  /** For how long after an update a Get may still answer what was before: reads are eventually consistent. @default 0 */
  staleMs?: number
  /** How long an update is on its way before it is asked whether it may leave: credentials, a connection. @default 0 */
  leaveMs?: () => number
  caller?: string
}

export interface SimulatedService {
  imageBuilders: ImageBuilders
  live: Map<string, JsonObject>
  mutations: { arn: string; token: string; at: number }[]
  /** Client tokens whose update was carried out. */
  answered: Set<string>
  /** Updates that arrived, and those of them refused for their rate. */
  arrived: number
  throttled: number
  /** Takes a token as another client of the same account would. */
  rival(): boolean
}

/** No other service is there to be asked. */
export const noAccounts: SignedCalls = () => {
  throw new ServiceError('refused', 'NoEndpoint', 'nobody answers')
}

/** EC2 Image Builder on a virtual clock: one token bucket, full replace, idempotent tokens, Get and Update. */
export function simulateService(options: SimulatedOptions): SimulatedService {
  const { clock, random, rate = () => Number.POSITIVE_INFINITY, burst = 1, latencyMs = 60 } = options
  const updateLatencyMs = options.updateLatencyMs ?? latencyMs
  const live = new Map<string, JsonObject>()
  const former = new Map<string, { configuration: JsonObject | undefined; age: () => number }>()
  const answered = new Set<string>()
  let tokens = burst
  let sinceFilled = ageFrom(clock)

  function take(): boolean {
    const perSecond = rate(clock.now())
    if (perSecond === Number.POSITIVE_INFINITY) return true
    tokens = Math.min(burst, tokens + (sinceFilled() / 1000) * perSecond)
    sinceFilled = ageFrom(clock)
    if (tokens < 1) return false
    tokens--
    return true
  }

  const service: SimulatedService = {
    live,
    mutations: [],
    answered,
    arrived: 0,
    throttled: 0,
    rival: take,
    imageBuilders: () => client,
  }
  const client: ImageBuilder = {
    async get(arn, signal) {
      await clock.sleep(latencyMs * (0.7 + 0.6 * random.next()), signal)
      options.onGet?.(arn)
      const old = former.get(arn)
      const found = old && old.age() < (options.staleMs ?? 0) ? old.configuration : live.get(arn)
      if (!found) throw new ServiceError('not-found', 'ResourceNotFoundException', 'does not exist')
      return { arn, name: 'x', ...found }
    },
    async update(request, signal, leaving) {
      await clock.sleep(1 + (options.leaveMs?.() ?? 0), signal)
      const heldBack = leaving?.()
      if (heldBack) throw heldBack
      service.arrived++
      const { infrastructureConfigurationArn, clientToken, ...body } = request
      const arn = String(infrastructureConfigurationArn)
      const token = String(clientToken)
      if (!take()) {
        service.throttled++
        await clock.sleep(10, signal)
        throw new ServiceError('throttled', 'CallRateLimitExceededException', 'slow down')
      }
      await clock.sleep(updateLatencyMs * (0.7 + 0.6 * random.next()), signal)
      options.onUpdate?.(arn, 'before')
      if (!answered.has(token)) {
        answered.add(token)
        former.set(arn, { configuration: live.get(arn), age: ageFrom(clock) })
        live.set(arn, body)
        service.mutations.push({ arn, token, at: clock.now() })
      }
      options.onUpdate?.(arn, 'after')
      return { requestId: `request-${service.mutations.length}` }
    },
    async listImagePipelines() {
      return { items: [] }
    },
    async listInfrastructureConfigurations() {
      return { items: [] }
    },
    async callerAccount() {
      return options.caller
    },
  }
  return service
}
