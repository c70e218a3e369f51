import pLimit from 'p-limit'
import pRetry from 'p-retry'
import type { ServiceName } from '../aws/account-calls.ts'
import { type ImageBuilder, type ImageBuilders, ServiceError, type ServiceErrorKind } from '../aws/image-builder.ts'
import { placeOf } from '../aws/services.ts'
import { type Lane, laneKey } from '../model/arn.ts'
import type { Clock } from '../model/clock.ts'
import type { Random } from '../model/random.ts'
import type { LanePace } from '../model/report.ts'
import { resourceType } from '../resource/resource-type.ts'
import { laneOf } from '../resource/target-arn.ts'
import { createPacer, type Pacer, type Stop } from './pacer.ts'
import { fixedRate, learnedRate } from './rate.ts'
import { createPatience } from './retry-policy.ts'

/** An account and Region with the pacers of its reads and writes. */
export interface PacedLane extends Lane {
  client: ImageBuilder
  reads: Pacer
  writes: Pacer
  /** Tries again so far. */
  retried: number
}

export interface LanePorts {
  imageBuilders: ImageBuilders
  clock: Clock
  random: Random
}

export interface LaneOptions {
  /** Calls in flight at once, over all lanes. */
  concurrency: number
  /** Updates per second and lane. @default 'auto' */
  rate?: 'auto' | number
  /** What an earlier run found, by the key of the lane: it is begun with. */
  paces?: ReadonlyMap<string, LanePace> | undefined
  /** Called before each wait for another try. */
  onRetry?: (kind: ServiceErrorKind) => void
}

/** The lanes of a run under their one cap of calls in flight. */
export interface Lanes {
  /** @throws when `arn` is no ARN of a configuration */
  of(arn: string): PacedLane
  in(lane: Lane): PacedLane
  all(): PacedLane[]
  /** Runs `call` when each pacer gave a turn and there is a free slot; what waits holds none. */
  inTurn<T>(pacers: readonly Pacer[], call: () => Promise<T>, again?: boolean): Promise<T>
  /** Calls until it succeeds or patience ends, `longestMs` after the first call at the latest; the waits hold no slot. */
  retried<T>(attempt: (again: boolean) => Promise<T>, signal?: AbortSignal, longestMs?: number): Promise<T>
  /**
   * A call to another service than Image Builder in its turn there, tried again as its errors allow. Each service has a
   * pace of its own for each account and Region; one with a single endpoint has one for all Regions.
   */
  ask<T>(lane: Lane, service: ServiceName, call: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** A read in its turn, tried again as its errors allow. */
  read<T>(lane: PacedLane, call: (client: ImageBuilder) => Promise<T>, signal?: AbortSignal): Promise<T>
  stop(reason: Stop): void
}

export function createLanes({ imageBuilders, clock, random }: LanePorts, options: LaneOptions): Lanes {
  const slots = pLimit(options.concurrency)
  const lanes = new Map<string, PacedLane>()
  const services = new Map<string, Pacer>()
  let stopped: Stop | undefined
  const writeRate = options.rate ?? 'auto'

  function create(lane: Lane): PacedLane {
    const name = `EC2 Image Builder of account ${lane.account} in ${lane.region}`
    const found = options.paces?.get(laneKey(lane))
    return {
      ...lane,
      client: imageBuilders(lane),
      reads: createPacer(clock, learnedRate(20, found?.reads), name),
      writes: createPacer(clock, writeRate === 'auto' ? learnedRate(5, found?.updates) : fixedRate(writeRate), name),
      retried: 0,
    }
  }

  async function inTurn<T>(pacers: readonly Pacer[], call: () => Promise<T>, again = false): Promise<T> {
    let result: Promise<T> | undefined
    const intoSlot = () =>
      new Promise<void>((entered) => {
        result = slots(() => {
          entered()
          return call()
        })
      })
    const enter = pacers.reduceRight((inner, pacer) => () => pacer.turn({ again, enter: inner }), intoSlot)
    await enter()
    return result as Promise<T>
  }

  function retried<T>(
    attempt: (again: boolean) => Promise<T>,
    signal?: AbortSignal,
    longestMs = Number.POSITIVE_INFINITY,
  ): Promise<T> {
    const patience = createPatience(random)
    const endsAt = clock.elapsed() + longestMs
    return pRetry((number) => attempt(number > 1), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 0,
      async onFailedAttempt({ error }) {
        if (!(error instanceof ServiceError)) throw error
        const wait = patience.waitAfter(error, clock.elapsed())
        if (wait === undefined || clock.elapsed() + wait > endsAt) throw error
        options.onRetry?.(error.kind)
        if (wait > 0) await clock.sleep(wait, signal)
      },
    })
  }

  function laneIn(lane: Lane): PacedLane {
    const paced = lanes.get(laneKey(lane)) ?? create(lane)
    lanes.set(laneKey(lane), paced)
    return paced
  }

  function serviceIn(lane: Lane, service: ServiceName): Pacer {
    const place = placeOf(service, lane)
    const key = `${service}:${laneKey(place)}`
    const pacer =
      services.get(key) ??
      createPacer(clock, learnedRate(10), `${service} of account ${place.account} in ${place.region}`)
    services.set(key, pacer)
    if (stopped) pacer.stop(stopped)
    return pacer
  }

  return {
    of(arn) {
      const lane = laneOf(arn)
      if (!lane) throw new Error(`${JSON.stringify(arn)} is no ARN of an ${resourceType.noun}`)
      return laneIn(lane)
    },
    in: laneIn,
    all: () => [...lanes.values()],
    inTurn,
    retried,
    ask(lane, service, call, signal) {
      const pacer = serviceIn(lane, service)
      return retried((again) => inTurn([pacer], () => pacer.watch(call), again), signal)
    },
    read: (lane, call, signal) =>
      retried((again) => {
        if (again) lane.retried++
        return inTurn([lane.reads], () => lane.reads.watch(() => call(lane.client)), again)
      }, signal),
    stop(reason) {
      stopped ??= reason
      for (const pacer of services.values()) pacer.stop(reason)
      for (const { reads, writes } of lanes.values()) {
        reads.stop(reason)
        writes.stop(reason)
      }
    },
  }
}
