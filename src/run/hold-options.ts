import type { HoldOptions } from '../journal/held-file.ts'
import type { Host } from './host.ts'
import type { Ports } from './ports.ts'

/** With what a run opens its journals. */
export function holdOptions({ clock, random, endpoint }: Ports, { signal, notice }: Host): HoldOptions {
  return { clock, random, signal, onNotice: (text) => notice(text), ...(endpoint !== undefined && { endpoint }) }
}
