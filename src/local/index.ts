import { systemClock, systemRandom } from '../model/system.ts'
import { createHostCheck } from './accepts-host.ts'
import { openStateFile } from './disk.ts'
import { FaultPlan, type Faults } from './faults.ts'
import { listen } from './listener.ts'
import { type Mutation, openMutationLog } from './mutation-log.ts'
import type { LocalImageBuilderOptions } from './options.ts'
import { plant, readSeed, surroundingsOf } from './seed.ts'
import { createService } from './service.ts'
import { checkOptions } from './settings.ts'
import { Store } from './store.ts'

export type { Fault, Faults } from './faults.ts'
export { parseFault } from './faults.ts'
export type { Mutation } from './mutation-log.ts'
export type { LocalImageBuilderOptions } from './options.ts'
export type { Seed } from './seed.ts'

export interface LocalImageBuilder {
  /** For `AWS_ENDPOINT_URL_IMAGEBUILDER` and `AWS_ENDPOINT_URL_STS`. */
  url: string
  port: number
  /** Every accepted mutation since the start, in order; replays are none. */
  mutations: readonly Mutation[]
  faults: Faults
  /** Ends open connections too; may be called again. */
  close(): Promise<void>
}

/**
 * Starts a server that speaks the protocol of EC2 Image Builder on a port of the loopback interface.
 *
 * @example
 * const local = await createLocalImageBuilder({ fault: 'UpdateInfrastructureConfiguration=reset-after:5%' })
 * const client = new ImagebuilderClient({ endpoint: local.url, region: 'eu-west-1', … })
 * await local.close()
 * @throws {GuardError} for a bad option, a seed or state file that cannot be used, or a port that is taken
 */
export async function createLocalImageBuilder(options: LocalImageBuilderOptions = {}): Promise<LocalImageBuilder> {
  const settings = checkOptions(options)
  const { clock = systemClock, random = systemRandom } = options
  const faults = new FaultPlan()
  for (const fault of settings.faults) faults.add(fault)

  const disk = options.state === undefined ? undefined : await openStateFile(options.state)
  const store = new Store(disk)
  const lastLine = disk?.takeLastLine()
  const log = options.log === undefined ? undefined : openMutationLog(options.log, lastLine)
  const close = () => {
    disk?.takeLastLine()
    store.close()
    log?.close()
  }
  const mutations: Mutation[] = []
  try {
    const seed = typeof options.seed === 'string' ? readSeed(options.seed) : options.seed
    if (seed !== undefined && store.isEmpty) plant(seed, store)
    const service = createService({
      acceptsHost: createHostCheck(settings.host),
      account: settings.account,
      store,
      surroundings: seed === undefined ? {} : surroundingsOf(seed),
      faults,
      buckets: settings.buckets,
      retryAfter: options.retryAfter ?? false,
      clock,
      random,
      logged: log !== undefined && disk !== undefined,
      onMutation(mutation) {
        mutations.push(mutation)
        log?.append(JSON.stringify(mutation))
      },
    })
    const { host, port, latency } = settings
    const listener = await listen(service, { host, port, latency, clock })
    let closed: Promise<void> | undefined
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${listener.port}`,
      port: listener.port,
      mutations,
      faults,
      close() {
        closed ??= listener.close().then(close)
        return closed
      },
    }
  } catch (error) {
    close()
    throw error
  }
}
