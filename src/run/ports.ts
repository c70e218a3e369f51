import type { Aws } from '../aws/clients.ts'
import type { HoldOptions } from '../journal/held-file.ts'
import type { Clock } from '../model/clock.ts'
import type { Random } from '../model/random.ts'
import type { Host } from './host.ts'

/** What a run that talks to AWS is given. */
export interface Ports {
  clock: Clock
  random: Random
  /** Where the clients' calls go, as a journal names it: `aws`, `local` or a URL; undefined when nobody knows. */
  endpoint?: string | undefined
  /** The caller's Region; undefined without one. */
  ownRegion?(): Promise<string | undefined>
  /** What the run asks of AWS, for its targets; called once, when it is needed. */
  connect(targets: readonly { arn: string }[]): Promise<Aws>
}

/** With what a run opens its journals. */
export function holdOptions({ clock, random, endpoint }: Ports, { signal, notice }: Host): HoldOptions {
  return { clock, random, signal, onNotice: (text) => notice(text), endpoint }
}
