import type { Io } from './io.ts'

/** A load is not cut short: the report of an interrupted run names every target. */
export function uninterrupted(io: Io): Io {
  return { ...io, signal: new AbortController().signal }
}

/** The work's result, or undefined when a signal came before its end. */
export async function unlessInterrupted<T>({ signal }: Io, work: () => Promise<T>): Promise<T | undefined> {
  try {
    const result = await work()
    return signal.aborted ? undefined : result
  } catch (error) {
    if (signal.aborted) return undefined
    throw error
  }
}
