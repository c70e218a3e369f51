import { type ImageBuilder, type ImageBuilders, ServiceError } from '../../src/aws/image-builder.ts'
import type { Clock } from '../../src/model/clock.ts'
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

/** EC2 Image Builder on a virtual clock: one token bucket, full replace, idempotent tokens, Get and Update. */
export function simulateService(options: SimulatedOptions): SimulatedService {
  const { clock, random, rate = () => Number.POSITIVE_INFINITY, burst = 1, latencyMs = 60 } = options
  const updateLatencyMs = options.updateLatencyMs ?? latencyMs
  const live = new Map<string, JsonObject>()
  const answered = new Set<string>()
  let tokens = burst
  let filledAt = clock.now()

  function take(): boolean {
    const now = clock.now()
    const perSecond = rate(now)
    if (perSecond === Number.POSITIVE_INFINITY) return true
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
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
      const found = live.get(arn)
      if (!found) throw new ServiceError('not-found', 'ResourceNotFoundException', 'does not exist')
      return { arn, name: 'x', ...found }
    },
    async update(request, signal) {
      await clock.sleep(1, signal)
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
