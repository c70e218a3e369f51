import { endpointName } from '../aws/endpoints.ts'
import { ownRegion } from '../aws/own-region.ts'
import { systemClock, systemRandom } from '../model/system.ts'
import type { Ports } from '../run/ports.ts'
import type { Workspace } from '../run/workspace.ts'
import { type Clients, openClients } from './clients.ts'
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
