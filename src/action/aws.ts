import { createImageBuilders } from '../aws/clients.ts'
import type { Config } from '../config/config.ts'
import { systemClock, systemRandom } from '../model/system.ts'
import type { Ports } from '../run/run-plan.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Inputs } from './inputs.ts'

/** Between two lines of progress in the log. */
const everyMs = 5_000

/** AWS by the SDK's own chain of credentials and the config's roles, or the endpoint of the inputs. */
export function awsPorts({ concurrency, endpointUrl }: Inputs, config: Config, env: ActionPorts['env']): Ports {
  const imageBuilders = createImageBuilders({
    concurrency: concurrency ?? config.apply.concurrency,
    targets: config.targets,
    env,
    ...(endpointUrl !== undefined && { endpointUrl }),
  })
  return { imageBuilders, clock: systemClock, random: systemRandom }
}

/** Writes a line of progress every few seconds. */
export function createProgress(write: (text: string) => void): (line: string) => void {
  let shownAt = systemClock.now()
  return (line) => {
    if (systemClock.now() - shownAt < everyMs) return
    shownAt = systemClock.now()
    write(line)
  }
}
