import type { Host } from '../../src/run/host.ts'

/** A host that agrees to everything and keeps what it is told. */
export function silentHost(signal: AbortSignal = new AbortController().signal): Host & { notices: string[] } {
  const notices: string[] = []
  return { signal, notices, notice: (text) => void notices.push(text), progress: () => {}, confirm: async () => true }
}
