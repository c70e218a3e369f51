/** What they work with: AWS, the system clock, and nobody to ask. */
import type { ApplyProgress } from '../apply/progress.ts'
import type { AccountCalls } from '../aws/account-calls.ts'
import { createAws } from '../aws/clients.ts'
import { endpointName } from '../aws/endpoints.ts'
import { ServiceError } from '../aws/image-builder.ts'
import { ownRegion } from '../aws/own-region.ts'
import { systemClock, systemRandom } from '../model/system.ts'
import type { Host } from '../run/host.ts'
import type { Ports } from '../run/ports.ts'
import type { Workspace } from '../run/workspace.ts'
import type { TargetOptions } from './workspace.ts'

/** A silent host, which agrees to what the program asked for. */
export function hostOf({ signal }: Pick<TargetOptions, 'signal'>, told: Pick<Host, 'progress'>): Host {
  return {
    signal: signal ?? new AbortController().signal,
    notice: () => {},
    confirm: async () => true,
    ...told,
  }
}

export function sendingTo(onProgress: ((progress: ApplyProgress) => void) | undefined): Pick<Host, 'progress'> {
  return { progress: (now) => void (now.stage === 'sending' && onProgress?.(now.now)) }
}

export function portsOf({ config: { apply, targets } }: Workspace, { clients }: TargetOptions): Ports {
  return {
    clock: systemClock,
    random: systemRandom,
    endpoint: clients ? undefined : endpointName({}),
    ownRegion: () => ownRegion({}),
    async connect() {
      const aws = createAws({ concurrency: apply.concurrency, targets })
      // The calls of who brings clients do not go past these.
      return clients ? { imageBuilders: clients, accounts: (lane) => clients(lane).account ?? noAccount } : aws
    },
  }
}

const noAccount: AccountCalls = { call: askedOfNobody, rest: askedOfNobody }

async function askedOfNobody(): Promise<never> {
  throw new ServiceError('refused', 'NoEndpoint', 'the clients that were given ask Image Builder alone')
}
