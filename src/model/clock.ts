/** Time as the stages see it, so that tests need not wait. */
export interface Clock extends WallClock {
  /** Milliseconds that this process was awake, from some beginning. Never jumps: what durations are measured by. */
  elapsed(): number
}

export interface WallClock {
  /** Milliseconds since the epoch. Jumps when somebody sets the clock. */
  now(): number
  /** Resolves after `ms`, rejects with the signal's reason when it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/**
 * Reads how long ago a moment was. Time that the process slept through counts, as the world went on; a clock that was set
 * back makes nothing younger.
 */
export function ageFrom(clock: Clock): () => number {
  const wall = clock.now()
  const awake = clock.elapsed()
  return () => Math.max(clock.now() - wall, clock.elapsed() - awake)
}
