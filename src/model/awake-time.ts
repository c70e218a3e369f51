/** How often the process shows that it runs. */
export const beatMs = 1_000
/** A beat that is later than this was slept through: by a laptop with its lid closed, or a process that was stopped. */
const sleptAfterMs = 10_000

export interface AwakeTime {
  /** Milliseconds without those that were slept through. */
  elapsed(): number
  /** Called each `beatMs` while anything waits. */
  beat(): void
  /** What follows is not known to be slept through until beats begin anew. */
  rest(): void
}

/** Takes out of a monotonic clock the time in which the process did not run, as its beats show. */
export function createAwakeTime(monotonic: () => number): AwakeTime {
  let slept = 0
  let beatAt: number | undefined

  function read(): number {
    const now = monotonic()
    if (beatAt !== undefined && now - beatAt > sleptAfterMs) {
      slept += now - beatAt - beatMs
      beatAt = now
    }
    return now
  }

  return {
    elapsed: () => read() - slept,
    beat() {
      beatAt = read()
    },
    rest() {
      read()
      beatAt = undefined
    },
  }
}
