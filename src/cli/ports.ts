import { resolve } from 'node:path'
import { type Aws, createAws } from '../aws/clients.ts'
import { endpointName } from '../aws/endpoints.ts'
import { ownRegion } from '../aws/own-region.ts'
import type { Config } from '../config/config.ts'
import { parseImageBuilderArn } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import { systemClock, systemRandom } from '../model/system.ts'
import { resourceType } from '../resource/resource-type.ts'
import type { Ports } from '../run/ports.ts'
import type { Workspace } from '../run/workspace.ts'
import type { Io } from './io.ts'
import type { ConnectionOptions } from './options.ts'

/** What a run talks to, opened when it is needed and closed at the end of the command. */
export function openPorts(
  { config }: Pick<Workspace, 'config'>,
  options: ConnectionOptions,
  io: Io,
): Ports & AsyncDisposable {
  let clients: Clients | undefined
  return {
    clock: systemClock,
    random: systemRandom,
    endpoint: endpointName({ ...options, env: io.env }),
    ownRegion: () => ownRegion({ ...(options.profile !== undefined && { profile: options.profile }), env: io.env }),
    async connect(targets) {
      clients = await openClients(targets, config, options, io)
      return clients
    },
    async [Symbol.asyncDispose]() {
      await clients?.[Symbol.asyncDispose]()
    },
  }
}

interface Clients extends Aws, AsyncDisposable {}

/**
 * AWS by the SDK's own chain of credentials, or the endpoint of `--endpoint-url`. With `--local` a local Image Builder
 * in the process, seeded from the config's `local.seed` or else with a bare configuration for every target.
 */
async function openClients(
  targets: readonly { arn: string }[],
  config: Config,
  options: ConnectionOptions,
  io: Io,
): Promise<Clients> {
  const concurrency = options.concurrency ?? config.apply.concurrency
  if (!options.local) {
    const aws = createAws({
      concurrency,
      targets: config.targets,
      env: io.env,
      endpointUrl: options.endpointUrl,
      profile: options.profile,
    })
    return { ...aws, [Symbol.asyncDispose]: async () => undefined }
  }
  const { createLocalImageBuilder } = await import('../local/index.ts')
  const seed = config.local.seed ? resolve(config.folder, config.local.seed) : { [resourceType.seed]: bare(targets) }
  const server = await createLocalImageBuilder({ port: 0, seed })
  return {
    ...createAws({ concurrency, local: { url: server.url } }),
    [Symbol.asyncDispose]: () => server.close(),
  }
}

/** The least that the service accepts: a name and an instance profile. */
function bare(targets: readonly { arn: string }[]): JsonObject[] {
  // A target defined twice is for unique-target to report.
  const arns = new Set(targets.map(({ arn }) => arn).filter((arn) => arn !== ''))
  return [...arns].map((arn) => ({
    arn,
    name: parseImageBuilderArn(arn)?.id ?? arn,
    instanceProfileName: 'EC2InstanceProfileForImageBuilder',
  }))
}
