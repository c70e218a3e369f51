import { createAws } from '../aws/clients.ts'
import { endpointName } from '../aws/endpoints.ts'
import { ownRegion } from '../aws/own-region.ts'
import type { Config } from '../config/config.ts'
import { systemClock, systemRandom } from '../model/system.ts'
import { applyLine, auditLine, planLine } from '../report/formats/progress-lines.ts'
import type { Host } from '../run/host.ts'
import type { Ports } from '../run/ports.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Inputs } from './inputs.ts'

/** Between two lines of progress in the log. */
const everyMs = 5_000

/** AWS by the SDK's own chain of credentials and the config's roles, or the endpoint of the inputs. */
export function awsPorts({ concurrency, endpointUrl }: Inputs, config: Config, env: ActionPorts['env']): Ports {
  return {
    clock: systemClock,
    random: systemRandom,
    endpoint: endpointName({ env, endpointUrl }),
    ownRegion: () => ownRegion({ env }),
    connect: async () =>
      createAws({
        concurrency: concurrency ?? config.apply.concurrency,
        targets: config.targets,
        env,
        endpointUrl,
      }),
  }
}

/** Progress goes to the log, a line every few seconds; nobody is there to ask. */
export function createHost({ signal, toolkit }: ActionPorts, notices: string[]): Host {
  let shownAt = systemClock.now()
  return {
    signal,
    notice: (text) => void notices.push(text.charAt(0).toUpperCase() + text.slice(1)),
    progress(now) {
      if (now.stage !== 'reading' && now.stage !== 'auditing' && now.stage !== 'sending') return
      if (systemClock.now() - shownAt < everyMs) return
      shownAt = systemClock.now()
      if (now.stage === 'sending') toolkit.info(applyLine(now.task, now.now))
      else toolkit.info(now.stage === 'reading' ? planLine(now.now) : auditLine(now.now))
    },
    confirm: async () => true,
  }
}
